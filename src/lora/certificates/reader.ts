/**
 * Reads the streamed columns of a lane as what certificates look at when a row arrives, one row or many at a time: the row, the
 * row before and its rounding error, and sums and extremes over the rows before.
 */
import { type Arrival, rowAt } from "./chunk";
import { logarithmicSum } from "./constants";
import type { Row } from "./types";

type Column = Float32Array | Float64Array;

/** The columns that certificates read: lane's own slices, one value a row. */
export interface LedgerRows {
  readonly loss: Column;
  readonly grad_norm_sq: Column;
  readonly step_size: Column;
  readonly v_norm_sq: Column;
  readonly loss_grad_norm: Column;
}

export interface Reader {
  /** the iterate of the row taken last; −1 before the first */
  readonly lastStep: number;
  /**
   * Writes rows i … i + count − 1 into columns, without taking them. False if one of them is not finite, and for good if it is
   * the only one. Before the first row of a run there is none: its `before` is meaningless.
   */
  read(rows: LedgerRows, i: number, count: number, columns: Arrival<Float64Array>): boolean;
  /** Takes the rows read last. */
  take(): void;
}

/** Over the iterates before t, sums and extremes; S is summed with its compensation (Kahan). */
interface State {
  readonly t: number;
  readonly S: number;
  readonly compensation: number;
  readonly minSSq: number;
  readonly maxVSq: number;
  readonly harmonic: number;
}

const start: State = { t: -1, S: 0, compensation: 0, minSSq: Number.POSITIVE_INFINITY, maxVSq: 0, harmonic: 0 };

const copied = [
  ["J", "loss"],
  ["sSq", "grad_norm_sq"],
  ["eta", "step_size"],
  ["vSq", "v_norm_sq"],
  ["g", "loss_grad_norm"],
] as const satisfies readonly (readonly [keyof Row, keyof LedgerRows])[];

/** `tolerance`: rounding error of a loss J, at ‖G‖ and ‖V‖². */
export function createReader(K: number, tolerance: (J: number, g: number, vSq: number) => number): Reader {
  /** the row taken last, and the row read last */
  let last: Row = { J: 0, sSq: 0, eta: 0, vSq: 0, g: 0, tolJ: 0 };
  let next = last;
  let state = start;
  let ahead = start;
  let alive = true;

  /** What each row adds to or sees of the rows before; not finite if one of the rows is not. */
  const accumulate = ({ before, row, sums }: Arrival<Float64Array>, count: number): number => {
    // Local variables: this runs for every row of every run.
    let { t, S, compensation, minSSq, maxVSq, harmonic } = state;
    let total = 0;
    for (let k = 0; k < count; k++) {
      if (t >= 0) {
        const term = before.eta[k]! - compensation;
        const sum = S + term;
        compensation = sum - S - term;
        S = sum;
        const sSq = before.sSq[k]!;
        const vSq = before.vSq[k]!;
        if (sSq < minSSq) minSSq = sSq;
        if (vSq > maxVSq) maxVSq = vSq;
        harmonic += t + K > 1 ? 1 / (t + K) : 1;
      }
      t++;
      sums.T[k] = t;
      sums.S[k] = S;
      sums.minSSq[k] = minSSq;
      sums.maxVSq[k] = maxVSq;
      sums.harmonic[k] = harmonic;
      sums.logarithm[k] = logarithmicSum(t, K);
      const J = row.J[k]!;
      row.tolJ[k] = tolerance(J, row.g[k]!, row.vSq[k]!);
      total += Math.abs(J) + row.sSq[k]!;
    }
    ahead = { t, S, compensation, minSSq, maxVSq, harmonic };
    return total;
  };

  return {
    get lastStep() {
      return state.t;
    },
    read(rows, i, count, columns) {
      if (!alive) return false;
      for (const [name, column] of copied) {
        columns.before[name][0] = last[name];
        columns.row[name].set(rows[column].subarray(i, i + count));
      }
      columns.before.tolJ[0] = last.tolJ;
      const finite = Number.isFinite(accumulate(columns, count));
      if (count === 1) alive = finite;
      next = rowAt(columns.row, count - 1);
      return finite;
    },
    take() {
      state = ahead;
      last = next;
    },
  };
}
