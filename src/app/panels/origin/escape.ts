/** When a run leaves V = 0: as predicted by the linear part there, and as its losses show. */
import type { LaneHistory } from "../../../history/types";
import type { Observation } from "../../../lora/origin/observer";
import { escapeTime } from "../../../lora/origin/saddle";

export interface EscapeFacts {
  /** J(0) */
  readonly J0: number;
  readonly sigma1: number;
  readonly L: number;
}

/** What a stable start may carry of the unstable directions by rounding alone, as a share of ‖V_0‖. */
const ROUNDED = 64 * 2 ** -52;

/** Whether V lies on the stable directions up to rounding: in exact arithmetic nothing of it would lead away from V = 0. */
export function isOnStableSpace({ projection }: Pick<Observation, "projection">): boolean {
  if (!projection) return false;
  const { stable, unstable, neutral } = projection;
  return stable > 0 && Math.max(unstable, neutral) <= ROUNDED * stable;
}

/** The iterate at which J will be σ₁²/(4L) below J(0), seen from an observed one; null where that one is not near V = 0. */
export function predictedEscape(
  { sigma1, L }: Omit<EscapeFacts, "J0">,
  history: LaneHistory,
  { t, projection }: Pick<Observation, "t" | "projection">,
): number | null {
  const row = history.rowAt(t);
  // Escaped is what has grown to ‖V‖² = σ₁/(2L): V that is larger from the start is not led by the linear part.
  if (!projection || row < 0 || 2 * L * history.value("v_norm_sq", row) > sigma1) return null;
  return t + escapeTime({ sigma1, seed: projection.seed, L, eta: history.value("step_size", row) });
}

/** Gives the first kept iterate at which J is σ₁²/(4L) below J(0), null as long as none is; rows are read once each. */
export function createEscapeWatch({ J0, sigma1, L }: EscapeFacts, history: LaneHistory): () => number | null {
  let next = 0;
  let found: number | null = null;
  return () => {
    for (; found === null && next < history.rows; next++) {
      if (J0 - history.value("loss", next) >= (sigma1 * sigma1) / (4 * L)) found = history.stepAt(next);
    }
    return found;
  };
}
