/**
 * A certificate evaluated at one kept row of a lane, by its own `compare` and from the numbers that the ledger took: what pictures
 * and the ledger's detail show. Costs O(log rows), so that a frame evaluates only what its pixels need.
 */
import type { LaneHistory } from "../history/types";
import { numbers } from "../lora/certificates/arithmetic";
import {
  constantsOf,
  type LossTolerance,
  logarithmicSum,
  type Precision,
  toleranceOfLoss,
} from "../lora/certificates/constants";
import type {
  Comparison,
  Constants,
  Context,
  Iterate,
  IterateCertificate,
  Prefix,
  Row,
  RunCertificate,
} from "../lora/certificates/types";
import { reciprocalSum } from "../math/reciprocalSum";
import { emptyExtremes } from "./geometry/reading";

/** A lane as certificates see it. */
export interface JudgedLane {
  /** looked up on every use: it may be replaced when its first rows arrive */
  readonly history: LaneHistory;
  readonly theory: Context;
}

/** What was compared, and how it came out. `t`: the iterate, where the step starts, or the length of the prefix. */
export type Evaluation = { readonly t: number; readonly comparison: Comparison } & (
  | { readonly kind: "row"; readonly at: Row }
  | { readonly kind: "step"; readonly at: Iterate }
  | { readonly kind: "run"; readonly at: Prefix }
);

/** Null where the ledger judges nothing: no row, no row after the step, a row that is not finite, an empty prefix. */
export type Evaluate = (row: number) => Evaluation | null;

export function evaluator(
  certificate: IterateCertificate | RunCertificate,
  lane: JudgedLane,
  precision: Precision,
): Evaluate {
  const constants = constantsOf(lane.theory, precision);
  const tolerance = toleranceOfLoss(lane.theory, precision);
  return (row) => {
    const { history } = lane;
    const now = rowAt(history, row, tolerance);
    if (!now) return null;
    const t = history.stepAt(row);
    switch (certificate.kind) {
      case "row":
        return { kind: "row", t, at: now, comparison: certificate.compare(numbers, now, constants) };
      case "step": {
        const next = hasStep(history, row) ? rowAt(history, row + 1, tolerance) : null;
        if (!next) return null;
        const at = { ...now, nextJ: next.J, tolJ: Math.max(now.tolJ, next.tolJ) };
        return { kind: "step", t, at, comparison: certificate.compare(numbers, at, constants) };
      }
      case "run": {
        if (t < 1) return null;
        const at = prefixAt(history, row, now, constants.K);
        return { kind: "run", t, at, comparison: certificate.compare(numbers, at, constants) };
      }
    }
  };
}

/** The right side as a function of T alone; NaN where it needs more. */
export function rightAt(certificate: RunCertificate, constants: Constants): (T: number) => number {
  const unknown = Number.NaN;
  const sums = { S: unknown, minSSq: unknown, maxVSq: unknown, harmonic: unknown };
  const row = { J: unknown, vSq: unknown, eta: unknown };
  return (T) => {
    const at = { ...sums, ...row, T, logarithm: logarithmicSum(T, constants.K) };
    return certificate.compare(numbers, at, constants).right;
  };
}

/** Whether the rows hold the step that starts at this one: past the exact rows they are further apart than a step. */
export function hasStep(history: LaneHistory, row: number): boolean {
  return row >= 0 && row + 1 < history.rows && history.stepAt(row + 1) === history.stepAt(row) + 1;
}

const starts = new WeakMap<LaneHistory, LaneHistory>();

/** The rows that may start a step, all but the last: a line over them never ends in a step that is still to come. */
export function stepStarts(history: LaneHistory): LaneHistory {
  const known = starts.get(history);
  if (known) return known;
  const created: LaneHistory = {
    lane: history.lane,
    columnIds: history.columnIds,
    get rows() {
      return Math.max(0, history.rows - 1);
    },
    get lastStep() {
      return history.rows > 1 ? history.stepAt(history.rows - 1) - 1 : -1;
    },
    get bucketSize() {
      return history.bucketSize;
    },
    stepAt: (row) => history.stepAt(row),
    rowAt: (t) => Math.min(history.rowAt(t), history.rows - 2),
    value: (column, row) => history.value(column, row),
    extremes: (column, from, to, out) => history.extremes(column, from, to, out),
  };
  starts.set(history, created);
  return created;
}

function rowAt(history: LaneHistory, row: number, tolerance: LossTolerance): Row | null {
  if (row < 0 || row >= history.rows) return null;
  const J = history.value("loss", row);
  const sSq = history.value("grad_norm_sq", row);
  if (!Number.isFinite(J) || !Number.isFinite(sSq)) return null;
  const vSq = history.value("v_norm_sq", row);
  const g = history.value("loss_grad_norm", row);
  return { J, sSq, eta: history.value("step_size", row), vSq, g, tolJ: tolerance(J, g, vSq) };
}

/** The prefix that ends at a kept row; what a certificate does not ask for is not computed. */
function prefixAt(history: LaneHistory, row: number, { J, vSq, eta }: Row, K: number): Prefix {
  const extreme = (column: "grad_norm_sq" | "v_norm_sq") => history.extremes(column, 0, row, emptyExtremes());
  const T = history.stepAt(row);
  return {
    ...{ T, J, vSq, eta },
    S: history.value("sum_step_sizes", row),
    logarithm: logarithmicSum(T, K),
    get minSSq() {
      return extreme("grad_norm_sq").min;
    },
    get maxVSq() {
      return extreme("v_norm_sq").max;
    },
    get harmonic() {
      // Only at t = 0 can t + K be below 1, where K is.
      return K < 1 ? 1 + reciprocalSum(1 + K, T - 1) : reciprocalSum(K, T);
    },
  };
}
