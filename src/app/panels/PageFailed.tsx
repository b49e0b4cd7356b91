/** In place of the whole page, where not even its frame could be shown: what reproduces the fault, and the rows that are there. */
import type { Session } from "../session";

interface Props {
  readonly error: Error;
  readonly session: Pick<Session, "permalink" | "download">;
}

export function PageFailed({ error, session }: Props) {
  return (
    <main className="mx-auto grid max-w-xl gap-4 px-5 py-16">
      <h1 className="text-[18px] font-semibold">The page failed</h1>
      <p>This is a fault of the page, not of your configuration. The link below reproduces it; please report it.</p>
      <p className="text-mute">{error.message}</p>
      <p className="rounded-lg border border-edge bg-card p-3 break-all select-all">{session.permalink()}</p>
      <p className="flex gap-2">
        <button type="button" className="button" onClick={() => location.reload()}>
          Reload
        </button>
        <button type="button" className="button" onClick={session.download}>
          Download CSV
        </button>
      </p>
    </main>
  );
}
