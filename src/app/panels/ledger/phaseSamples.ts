/** What the phases of a run are read from, and where they stand on the scrubber. */
import type { LaneHistory } from "../../../history/types";
import { nextAudited } from "../../../lora/certificates/auditSteps";
import type { Phase, Sample } from "../../../lora/phases/types";

/** The kept rows nearest below log-spaced iterates. `ended`: the run rests, so its last row counts too. */
export function phaseSamples(history: LaneHistory, T: number, ended: boolean): readonly Sample[] {
  const samples: Sample[] = [];
  const add = (row: number) => {
    const t = row < 0 ? -1 : history.stepAt(row);
    if (t > (samples.at(-1)?.t ?? -1)) samples.push(sampleAt(history, row));
  };
  const last = Math.min(T, history.lastStep);
  for (let t = 0; t <= last; t = t < T ? nextAudited(t + 1, T) : T + 1) add(history.rowAt(t));
  if (ended) add(history.rows - 1);
  return samples;
}

function sampleAt(history: LaneHistory, row: number): Sample {
  return {
    t: history.stepAt(row),
    J: history.value("loss", row),
    sSq: history.value("grad_norm_sq", row),
    eta: history.value("step_size", row),
    vSq: history.value("v_norm_sq", row),
    g: history.value("loss_grad_norm", row),
  };
}

export interface Stretch {
  /** percent of the scrubber's way */
  readonly left: number;
  readonly width: number;
}

/** Where a phase stands on a track even in log(1 + t). */
export function stretchOf({ from, to }: Pick<Phase, "from" | "to">, T: number): Stretch {
  const percent = (t: number) => (100 * Math.log1p(t)) / Math.log1p(T);
  return { left: percent(from), width: percent(to) - percent(from) };
}

/** The phase that iterate t is in: of two that meet there, the later one; past the last sample, the last one. */
export function phaseAt(phases: readonly Phase[], t: number): Phase | null {
  return phases.findLast(({ from }) => from <= t) ?? null;
}
