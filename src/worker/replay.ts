/** The state of one lane at a given t, replayed in float64 from a kept state, if that takes little enough time. */
import { createFloat64Engine } from "../engine/float64/engine";
import type { LaneInputs, LaneState, StepProgram } from "../lora/program";

export const REPLAY_LIMIT_MS = 200;

export interface KnownState {
  readonly t: number;
  readonly state: LaneState;
}

/** The state at `t`, or `from` itself where the steps in between would take more than REPLAY_LIMIT_MS. */
export async function replay(
  program: StepProgram,
  inputs: LaneInputs,
  from: KnownState,
  t: number,
  now: () => number,
): Promise<KnownState> {
  if (t <= from.t) return from;
  const run = await createFloat64Engine().start(program, [inputs], [from.state]);
  try {
    const begin = now();
    let known = from;
    let length = 1;
    while (known.t < t) {
      const rows = Math.min(length, t - known.t);
      const { states } = await run.advance(rows);
      known = { t: known.t + rows, state: states[0]! };
      const elapsed = now() - begin;
      const expected = (elapsed * (t - from.t)) / (known.t - from.t);
      // judged only once the time measured means something
      if (elapsed > REPLAY_LIMIT_MS / 10 && expected > REPLAY_LIMIT_MS) return from;
      length *= 2;
    }
    return known;
  } finally {
    run.dispose();
  }
}
