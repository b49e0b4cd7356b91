/** What the reader must know and can put away: values replaced, a run that diverged, an engine that fell back. */
import { X } from "lucide-react";
import { usePageNotices } from "../hooks/usePageNotices";

/** More than these would cover the pictures. */
const SHOWN = 3;

const edges = { info: "border-l-accent", warn: "border-l-warn", bad: "border-l-bad" };

export function Notices() {
  const notices = usePageNotices();
  const hidden = notices.length - SHOWN;
  return (
    <section className="notices" aria-label="Notices" aria-live="polite">
      {notices.slice(0, SHOWN).map((notice) => (
        <div
          key={notice.key}
          className={`pointer-events-auto flex items-start gap-3 rounded-lg border border-l-4 border-edge bg-card py-2 pr-2 pl-3 shadow-(--shadow) ${edges[notice.tone]}`}
        >
          <p className="min-w-0 flex-1 break-words">{notice.text}</p>
          <button
            type="button"
            className="rounded p-1 text-mute hover:text-ink"
            aria-label="Dismiss"
            onClick={notice.onDismiss}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
      {hidden > 0 && <p className="pointer-events-auto rounded-lg bg-card px-3 py-1 text-mute">and {hidden} more</p>}
    </section>
  );
}
