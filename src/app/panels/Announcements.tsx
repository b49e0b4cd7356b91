/** The one place from which the page speaks of itself, politely. */
import { useSyncExternalStore } from "react";
import { announcer } from "../announcer";

export function Announcements() {
  const message = useSyncExternalStore(announcer.subscribe, announcer.last);
  return (
    <div className="announcements sr-only" aria-live="polite">
      {message && <p key={message.number}>{message.words}</p>}
    </div>
  );
}
