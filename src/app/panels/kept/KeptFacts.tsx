/** What this browser keeps of the page, and the way to have it forgotten. */
import { useEffect, useState } from "react";
import { isSafe } from "../../browserStorage";
import { useSession } from "../../hooks/useSession";
import { countWord } from "../../words";
import { forgetAll, keeperOf } from "./keeperOf";

export function KeptFacts() {
  const session = useSession();
  const [text, setText] = useState("");

  useEffect(() => {
    let isGone = false;
    const show = (counted: string) => {
      if (!isGone) setText(counted);
    };
    if (isSafe) show("left alone in safe mode");
    else
      keeperOf(session)
        .count()
        .then(
          ({ sessions, pins, files }) =>
            show(
              `${amount(sessions, "visit")}, ${amount(pins, "pinned run")}, ${amount(files, "file")}, lesson progress`,
            ),
          () => show("nothing: it does not let the page"),
        );
    return () => {
      isGone = true;
    };
  }, [session]);

  const forget = () =>
    forgetAll().then(
      () => setText("nothing any more"),
      () => setText("nothing: it does not let the page"),
    );
  return (
    <p className="mt-3 flex min-h-8 max-w-72 items-center gap-3 border-t border-hair pt-3 text-[12px] text-mute">
      <span className="flex-1">Kept by this browser: {text}.</span>
      <button type="button" className="button" onClick={forget}>
        Forget all
      </button>
    </p>
  );
}

function amount(count: number, what: string): string {
  return `${countWord(count)} ${what}${count === 1 ? "" : "s"}`;
}
