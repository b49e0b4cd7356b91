/** What the reader must know and can put away: values replaced, a run that diverged, an engine that fell back, a newer version. */
import { lazy, Suspense } from "react";
import { usePageNotices } from "../hooks/usePageNotices";
import { NoticeCard } from "./NoticeCard";
import { Part } from "./Part";

const UpdateNotice = lazy(async () => ({ default: (await import("./offline/UpdateNotice")).UpdateNotice }));
const KeptNotices = lazy(async () => ({ default: (await import("./kept/kept")).KeptNotices }));

/** More than these would cover the pictures. */
const SHOWN = 3;

export function Notices() {
  const notices = usePageNotices();
  const hidden = notices.length - SHOWN;
  return (
    <section className="notices" aria-label="Notices">
      {notices.slice(0, SHOWN).map(({ key, tone, text, onDismiss }) => (
        <NoticeCard key={key} tone={tone} onDismiss={onDismiss}>
          {text}
        </NoticeCard>
      ))}
      {hidden > 0 && <p className="pointer-events-auto rounded-lg bg-card px-3 py-1 text-mute">and {hidden} more</p>}
      <Part name="What is kept">
        <KeptNotices />
      </Part>
      {/* While the page is developed nothing of it is kept. */}
      {import.meta.env.PROD && (
        <Suspense fallback={null}>
          <UpdateNotice />
        </Suspense>
      )}
    </section>
  );
}
