/** Keeps the site for when there is no network, and offers a newer version: never by itself, and not in front of an audience. */
import { useEffect, useState } from "react";
import { useExperiment } from "../../hooks/useSession";
import { NoticeCard } from "../NoticeCard";
import { keepOffline } from "./keepOffline";

/** Resolves once the page is there and the browser has time. */
async function idle(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  await new Promise<unknown>((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
}

export function UpdateNotice() {
  const isShown = useExperiment((state) => state.link.view.mode === "board");
  const [load, setLoad] = useState<(() => void) | null>(null);
  useEffect(() => {
    // A frame is the guest of another page.
    if (window.top === window) void idle().then(() => keepOffline((newer) => setLoad(() => newer)));
  }, []);
  if (!load || !isShown) return null;
  return (
    <NoticeCard tone="info" onDismiss={() => setLoad(null)}>
      A newer version of this page is ready. The link stays the same.{" "}
      <button type="button" className="text-accent underline" onClick={load}>
        Load it
      </button>
    </NoticeCard>
  );
}
