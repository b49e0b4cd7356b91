/** When a run leaves V = 0: as predicted by the linear part there, and as its losses show. */
import type { LaneHistory } from "../../../history/types";
import type { Observation } from "../../../lora/origin/observer";
import { escapeTime } from "../../../lora/origin/saddle";
import { isNearOrigin } from "../../../lora/phases/classify";

export interface EscapeFacts {
  readonly sigma1: number;
  readonly L: number;
}

/** The iterate at which J will have fallen by σ₁²/(4L), seen from an observed one; null where that one is not near V = 0. */
export function predictedEscape(
  { sigma1, L }: EscapeFacts,
  history: LaneHistory,
  { t, projection }: Pick<Observation, "t" | "projection">,
): number | null {
  const row = history.rowAt(t);
  if (!projection || row < 0 || !isNearOrigin(history.value("v_norm_sq", row), L, sigma1)) return null;
  return t + escapeTime({ sigma1, seed: projection.seed, L, eta: history.value("step_size", row) });
}

/** Gives the first kept iterate at which J has fallen by σ₁²/(4L) from J(V_0), null as long as none has; rows are read once each. */
export function createEscapeWatch({ sigma1, L }: EscapeFacts, history: LaneHistory): () => number | null {
  let next = 0;
  let found: number | null = null;
  return () => {
    for (; found === null && next < history.rows; next++) {
      const fallen = history.value("loss", 0) - history.value("loss", next);
      if (fallen >= (sigma1 * sigma1) / (4 * L)) found = history.stepAt(next);
    }
    return found;
  };
}
