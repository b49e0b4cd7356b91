/**
 * Reads the streamed columns of a lane as what certificates look at when a row arrives, one row or many at a time: the row, the
 * row before and its rounding error, and sums and extremes over the rows before.
 */
import { type Arrival, arrivalAt } from "./chunk";
import type { LossTolerance } from "./constants";
import type { ReaderMemory } from "./memory";
import { harmonicSums, iterates, logarithms, sumsAndExtremes } from "./running";
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
  /** the row taken last, with what ran before it; its T is −1 before the first */
  readonly latest: Arrival;
  /**
   * Writes rows i … i + count − 1 into columns, without taking them. False if one of them is not finite, and for good if it is
   * the only one. Before the first row of a run there is none: its `before` is meaningless.
   */
  read(rows: LedgerRows, i: number, count: number, columns: Arrival<Float64Array>): boolean;
  /** Takes the rows read last. */
  take(): void;
  memory(): ReaderMemory;
}

/** Nothing: a row that adds nothing to sums and is no extreme. */
const none: Row = { J: 0, sSq: Number.POSITIVE_INFINITY, eta: 0, vSq: 0, g: 0, tolJ: 0 };
const start: Arrival = {
  before: none,
  row: none,
  sums: { T: -1, S: 0, minSSq: Number.POSITIVE_INFINITY, maxVSq: 0, harmonic: 0, logarithm: 0 },
};

const copied = [
  ["J", "loss"],
  ["sSq", "grad_norm_sq"],
  ["eta", "step_size"],
  ["vSq", "v_norm_sq"],
  ["g", "loss_grad_norm"],
] as const satisfies readonly (readonly [keyof Row, keyof LedgerRows])[];

/** `memory`: of the reader that this one goes on for. */
export function createReader(K: number, tolerance: LossTolerance, memory: ReaderMemory | null = null): Reader {
  let latest = memory?.latest ?? start;
  /** of S at the row taken last */
  let compensation = memory?.compensation ?? 0;
  let ahead = { columns: null as Arrival<Float64Array> | null, count: 0, compensation };
  let alive = memory?.alive ?? true;

  /** What each row adds to or sees of the rows before; false if one of the rows is not finite. */
  const accumulate = (columns: Arrival<Float64Array>, count: number): boolean => {
    const { before, row, sums } = columns;
    const { T, harmonic } = latest.sums;
    iterates(sums.T, count, T + 1);
    const lost = sumsAndExtremes(sums, before, count, latest.sums, compensation);
    harmonicSums(sums.harmonic, count, T + 1, K, harmonic);
    logarithms(sums.logarithm, count, T + 1, K);
    tolerance.column(row.tolJ, row.J, row.g, row.vSq, count);
    let total = 0;
    for (let k = 0; k < count; k++) total += Math.abs(row.J[k]!) + row.sSq[k]!;
    ahead = { columns, count, compensation: lost };
    return Number.isFinite(total);
  };

  return {
    get latest() {
      return latest;
    },
    read(rows, i, count, columns) {
      if (!alive) return false;
      for (const [name, source] of copied) {
        columns.before[name][0] = latest.row[name];
        copyRows(columns.row[name], rows[source], i, count);
      }
      columns.before.tolJ[0] = latest.row.tolJ;
      const finite = accumulate(columns, count);
      if (count === 1) alive = finite;
      return finite;
    },
    take() {
      if (ahead.columns) latest = arrivalAt(ahead.columns, ahead.count - 1);
      compensation = ahead.compensation;
    },
    memory: () => ({ latest, compensation, alive }),
  };
}

/** Making a view takes as long as copying some sixty entries one by one. */
const FEW = 64;

function copyRows(column: Float64Array, rows: Column, from: number, count: number): void {
  if (count > FEW) column.set(rows.subarray(from, from + count));
  else for (let k = 0; k < count; k++) column[k] = rows[from + k]!;
}
