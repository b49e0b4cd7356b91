/**
 * A reading is what a line draws of a lane: a column, or a monotone function of one (J − L*, 1/D_t, ‖V‖ from ‖V‖²). Since the
 * function is monotone, the extremes of the column give those of the reading, and no reading needs a scan of the run.
 */
import type { ColumnId } from "../../history/columns";
import type { Extremes, LaneHistory } from "../../history/types";

export interface Reading {
  readonly column: ColumnId;
  /** monotone, rising or falling; the column itself if left out */
  readonly map?: (value: number) => number;
}

export function emptyExtremes(): Extremes {
  return { min: Number.NaN, max: Number.NaN, minPositive: Number.NaN, hasNonFinite: false, hasZero: false };
}

/** The reading at a kept row. */
export function valueAt(history: LaneHistory, reading: Reading, row: number): number {
  const value = history.value(reading.column, row);
  return reading.map ? reading.map(value) : value;
}

/**
 * Extremes of a reading over kept rows [from, to); `hasZero` then says that some reading is zero or less. A column counts what is
 * positive from its baseline (L* for the loss), so that `minPositive` of a rising reading is that of its column.
 */
export function readingExtremes(
  history: LaneHistory,
  reading: Reading,
  from: number,
  to: number,
  out: Extremes,
): Extremes {
  history.extremes(reading.column, from, to, out);
  if (reading.map) {
    const a = reading.map(out.min);
    const b = reading.map(out.max);
    const above = a <= b ? reading.map(out.minPositive) : Number.NaN;
    out.min = Math.min(a, b);
    out.max = Math.max(a, b);
    // Where nothing tells the smallest positive reading, the largest is at least one of them.
    out.minPositive = out.min > 0 ? out.min : above > 0 ? above : out.max > 0 ? out.max : Number.NaN;
  }
  out.hasZero = out.min <= 0;
  return out;
}
