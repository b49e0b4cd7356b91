/** Where a lane's iterates were and how far each step took them: the position dependency that the paper describes. */

import type { LaneHistory } from "../../../history/types";
import { type Precision, toleranceOfLoss } from "../../../lora/certificates/constants";
import type { Context } from "../../../lora/certificates/types";

export interface PositionSample {
  readonly t: number;
  /** ‖V_t‖ */
  readonly norm: number;
  readonly eta: number;
  /** J(V_t) − J(V_{t+1}); NaN where rounding hides it or the next row is not kept */
  readonly progress: number;
  /** ‖V_{t+1}‖ < ‖V_t‖ */
  readonly isInward: boolean;
}

/** Iterates grow by at least this share from one sample to the next: some 230 a decade. */
const SPACING = 0.01;

/** At kept, log-spaced iterates; where rows are thinned, the next row stands for the next iterate, and no progress is told. */
export function positionSamples(
  history: LaneHistory,
  T: number,
  theory: Context,
  precision: Precision,
): readonly PositionSample[] {
  const tolerance = toleranceOfLoss(theory, precision);
  const samples: PositionSample[] = [];
  for (let t = 0; t < Math.min(T, history.lastStep); t = Math.ceil((t + 1) * (1 + SPACING)) - 1) {
    const row = history.rowAt(t);
    const step = history.stepAt(row);
    if (row + 1 >= history.rows || step <= (samples.at(-1)?.t ?? -1)) continue;
    const [J, vSq] = [history.value("loss", row), history.value("v_norm_sq", row)];
    const progress = J - history.value("loss", row + 1);
    const isNext = history.stepAt(row + 1) === step + 1;
    const isResolved = Math.abs(progress) > tolerance(J, history.value("loss_grad_norm", row), vSq);
    samples.push({
      t: step,
      norm: Math.sqrt(vSq),
      eta: history.value("step_size", row),
      progress: isNext && isResolved ? progress : Number.NaN,
      isInward: history.value("v_norm_sq", row + 1) < vSq,
    });
  }
  return samples;
}
