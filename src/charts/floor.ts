/**
 * The rounding floor as a line: what rounding may make of a number that is 0, drawn where the run has come near it. Below it, and
 * just above, the line of the run is noise.
 */
import { epsilonOf, type Precision, toleranceOfLoss } from "../lora/certificates/constants";
import type { Context } from "../lora/certificates/types";
import type { BoundLane } from "./bounds";
import { BOUND_DASH } from "./palette";
import type { Series } from "./series";

/** Drawn where the run's own line is within this factor of it. */
const NEAR = 100;

/** The floor that belongs on a chart. */
export function floorSeries(chart: string, lane: BoundLane, precision: Precision): readonly Series[] {
  const { theory } = lane;
  const tolerance = toleranceOfLoss(theory, precision);
  const ofGradient = gradientFloor(theory, precision);
  const read = (column: "loss" | "grad_norm_sq" | "v_norm_sq" | "loss_grad_norm", row: number) =>
    lane.history.value(column, row);
  const ofRow = (row: number): number => {
    const vSq = read("v_norm_sq", row);
    const loss = read("loss", row);
    const [value, floor] =
      chart === "loss"
        ? [loss - theory.infimum, tolerance(loss, read("loss_grad_norm", row), vSq)]
        : [read("grad_norm_sq", row), ofGradient(vSq)];
    return value <= NEAR * floor ? floor : Number.NaN;
  };
  if (chart !== "loss" && !(chart === "gradient" && theory.factored)) return [];
  return [
    {
      id: `floor-${lane.index}`,
      label: `${precision} rounding`,
      name: `rounding of ${precision}`,
      role: "bound",
      // It has no value where the run is far from it.
      isRead: false,
      colour: "bound",
      dash: BOUND_DASH,
      source: {
        kind: "rows",
        get history() {
          return lane.history;
        },
        ofRow,
      },
    },
  ];
}

/**
 * What rounding may make of ‖∇J‖² where the gradient itself is 0: G comes from a residual of W0, BA and what ℓ compares W with, three
 * roundings of their size; ∇ℓ has Lipschitz constant L, and ‖∇J‖ ≤ ‖V‖‖G‖.
 */
function gradientFloor({ L, frozenNorm, rounding }: Context, precision: Precision): (vSq: number) => number {
  const unit = (3 / 2) * epsilonOf[precision] * L;
  return (vSq) => vSq * (unit * (frozenNorm + 0.5 * vSq + rounding.shift)) ** 2;
}
