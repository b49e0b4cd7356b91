/**
 * The first iterate at which a column is at most some level, found without a scan: the smallest value up to a row never grows with
 * the row, so that the row is found by bisection over ranges whose extremes the history knows, in O(log² rows).
 */
import type { ColumnId } from "./columns";
import type { Extremes, LaneHistory } from "./types";

/** It lies between these iterates, both included: one and the same unless a bucket of thinned rows hides it. */
export interface Passage {
  readonly from: number;
  readonly to: number;
}

const found: Extremes = { min: 0, max: 0, minPositive: 0, hasNonFinite: false, hasZero: false };

/** Null if the column has not come so low. */
export function firstPassage(history: LaneHistory, column: ColumnId, level: number): Passage | null {
  const isReachedBefore = (row: number) => history.extremes(column, 0, row, found).min <= level;
  const { rows } = history;
  if (rows === 0 || !isReachedBefore(rows)) return null;
  // reached within rows [0, high), not within [0, low)
  let low = 0;
  let high = rows;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isReachedBefore(middle)) high = middle;
    else low = middle;
  }
  const from = history.stepAt(low);
  if (history.value(column, low) <= level) return { from, to: from };
  return { from: from + 1, to: Math.min(history.stepAt(low + 1) - 1, history.lastStep) };
}
