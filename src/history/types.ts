/** What charts read of a run. Columns live outside React and are read on animation frames. */
import type { ColumnId } from "./columns";

export interface Extremes {
  /** smallest and largest finite value in the range; NaN if there is none */
  min: number;
  max: number;
  /**
   * smallest finite value above the column's baseline (for log axes); NaN if there is none. The baseline is L* for `loss`, which
   * is drawn as J − L*, and 0 for every other column; values are never shifted by it.
   */
  minPositive: number;
  /** whether the range holds a NaN or ±∞ */
  hasNonFinite: boolean;
  /** whether it holds a value that is exactly the baseline */
  hasZero: boolean;
}

/** The kept rows of one lane, in order of t. Row i is iterate `stepAt(i)`. */
export interface LaneHistory {
  readonly lane: number;
  /** kept rows */
  readonly rows: number;
  /** last iterate computed; −1 if none */
  readonly lastStep: number;
  /** 1 while every iterate is kept; then iterates past `exactRows` come in buckets of this many */
  readonly bucketSize: number;
  readonly columnIds: readonly ColumnId[];
  stepAt(row: number): number;
  /** the kept row that holds iterate t (the last one with stepAt(row) ≤ t); −1 if t < 0 or nothing is kept */
  rowAt(t: number): number;
  /** value at the kept row: the first iterate of its bucket */
  value(column: ColumnId, row: number): number;
  /** extremes of every iterate in rows [from, to), in O(log rows); writes into `out` and returns it */
  extremes(column: ColumnId, from: number, to: number, out: Extremes): Extremes;
}

export interface RunHistory {
  readonly lanes: readonly LaneHistory[];
  /** grows with every append: what charts compare to know that there is something new */
  readonly revision: number;
  /** true once some lane no longer keeps every iterate */
  readonly thinned: boolean;
}
