/** All notices of the page in one list: what the link could not have, which lanes diverged, why the run stopped. */
import { useMemo, useState } from "react";
import type { RunState } from "../../store/runStore";
import { useExperiment, useFiles, useRun, useSession } from "./useSession";

export interface PageNotice {
  readonly key: string;
  readonly text: string;
  readonly tone: "info" | "warn" | "bad";
  readonly onDismiss: () => void;
}

export function usePageNotices(): readonly PageNotice[] {
  const { experiment, run } = useSession();
  const asked = useExperiment((state) => state.notices);
  const engine = useExperiment((state) => state.link.engine);
  const adapter = useRun((state) => state.adapter);
  // The list is made anew with every block of rows; what it says changes with its length.
  const ended = useRun((state) => state.diverged.length);
  const diverged = useMemo(() => (ended > 0 ? run.getState().diverged : []), [run, ended]);
  // A run that shows nothing says so in the place of its charts.
  const failure = useRun((state) => (state.facts.length > 0 ? state.failure : null));
  const takeover = useRun((state) => state.takeovers.at(-1));
  const missing = useFiles((state) => state.missing);
  // What was put away stays away until the same thing happens to another run.
  const [putAway, setPutAway] = useState<readonly object[]>([]);

  return useMemo(() => {
    const met: { subject: object; key: string; text: string; tone: PageNotice["tone"] }[] = [];
    if (failure) met.push({ subject: failure, key: "failure", text: failure.message, tone: "bad" });
    if (missing.length > 0) met.push({ subject: missing, key: "missing", text: missing.join(" "), tone: "warn" });
    if (diverged.length > 0)
      met.push({ subject: diverged, key: "diverged", text: divergenceText(diverged), tone: "warn" });
    if (takeover) met.push({ subject: takeover, key: "takeover", text: takeover.message, tone: "warn" });
    else if (adapter && engine !== "auto" && engine !== adapter.engine) {
      const text = [`The link asks for ${engine}, but ${adapter.engine} computes.`, ...adapter.reasons].join(" ");
      met.push({ subject: adapter, key: "engine", text, tone: "warn" });
    }
    return [
      ...met
        .filter(({ subject }) => !putAway.includes(subject))
        .map(({ subject, ...notice }) => ({
          ...notice,
          onDismiss: () => setPutAway((all) => [...all.slice(-9), subject]),
        })),
      ...asked.map((notice) => ({
        key: `${notice.key} ${notice.message}`,
        text: notice.message,
        tone: "warn" as const,
        onDismiss: () => experiment.dismiss(notice),
      })),
    ];
  }, [asked, engine, adapter, takeover, diverged, missing, failure, putAway, experiment]);
}

function divergenceText(diverged: RunState["diverged"]): string {
  const [first] = diverged;
  if (!first) return "";
  const others = diverged.length === 1 ? "" : ` The same happened to ${diverged.length - 1} more.`;
  return `${first.reason}${others} Everything up to there is kept.`;
}
