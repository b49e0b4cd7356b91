/** What the worker is asked to observe: states kept at audited iterates, of which every checkpoint of a run has some. */
import type { Checkpoints } from "../history/checkpoints";
import { FIRST_AUDITED, nextAudited } from "../lora/certificates/auditSteps";
import type { Moment } from "../lora/origin/observer";
import type { Checkpoint } from "../protocol/messages";

/** Bytes that one request may copy to the worker, at least one moment. */
const REQUEST_BYTES = 2 ** 20;

export interface Kept {
  readonly checkpoints: Checkpoints<Checkpoint>;
  /** lanes of the run */
  readonly lanes: number;
  /** the last iterate that every lane has */
  readonly lastStep: number;
  readonly T: number;
}

/** The moments after iterate `after` (−1: from the start on) that are kept; those of the first iterates the worker has itself. */
export function momentsAfter(after: number, { checkpoints, lanes, lastStep, T }: Kept): readonly Moment[] {
  const moments: Moment[] = [];
  let bytes = 0;
  for (let t = after; t < Math.min(lastStep, T) && bytes < REQUEST_BYTES; ) {
    t = nextAudited(t + 1, T);
    if (t > lastStep) break;
    const states = Array.from({ length: lanes }, (_, lane) => checkpoints.nearest(lane, t)).filter(
      (state) => state?.t === t,
    );
    if (t >= FIRST_AUDITED && states.length === 0) continue;
    moments.push({ t, states: states.filter((state) => state !== null) });
    for (const state of states) for (const X of state?.theta ?? []) bytes += X.data.byteLength;
  }
  return moments;
}
