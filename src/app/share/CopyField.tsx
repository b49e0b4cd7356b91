/** A text to take along: shown, copied by a button, and selected where the browser does not let a page copy. */
import { Check, Copy } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";

interface Props {
  readonly label: string;
  /** of the button */
  readonly action: string;
  readonly text: string;
  readonly rows: number;
  /** has the focus when its dialog opens */
  readonly isFirst?: boolean;
}

/** Seconds for which "Copied" stands. */
const COPIED_SECONDS = 2.5;

type Outcome = "none" | "copied" | "selected";

const said: Readonly<Record<Outcome, string>> = {
  none: "",
  copied: "Copied.",
  selected: "The browser does not let the page copy. The text is selected: copy it with Ctrl+C, or ⌘C.",
};

export function CopyField({ label, action, text, rows, isFirst = false }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome>("none");
  useEffect(() => {
    if (outcome !== "copied") return;
    const timer = setTimeout(() => setOutcome("none"), 1000 * COPIED_SECONDS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      field.current?.focus();
      field.current?.select();
      setOutcome("selected");
    }
  }

  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <div className="copy-field">
      <label className="caption" htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        className="field"
        readOnly
        rows={rows}
        spellCheck={false}
        value={text}
        onFocus={({ target }) => target.select()}
      />
      <div className="copy-field-foot">
        <button
          ref={(button) => (isFirst ? button?.setAttribute("autofocus", "") : undefined)}
          type="button"
          className="button"
          onClick={copy}
        >
          <Icon size={14} aria-hidden /> {action}
        </button>
        <span role="status">{said[outcome]}</span>
      </div>
    </div>
  );
}
