/**
 * A lane that is done, kept beside the runs that follow it: a copy of its rows in at most as many rows as asked for. The first half
 * stays as it is; what follows is gathered into buckets that keep their first row and their extremes, as everywhere in a history.
 */
import type { ColumnId } from "./columns";
import type { Extremes, LaneHistory } from "./types";

export interface FrozenLane extends LaneHistory {
  /** bytes held by the columns */
  readonly bytes: number;
  /** what the lane is made of: plain data, to be kept somewhere else and made into the same lane again */
  readonly frozen: FrozenRows;
}

export interface FrozenRows {
  readonly lane: number;
  readonly lastStep: number;
  readonly bucketSize: number;
  /** first iterate of each row */
  readonly steps: Float64Array;
  readonly columns: readonly FrozenColumn[];
}

const NON_FINITE = 1;
const ZERO = 2;
/** Value, three extremes, and their flags. */
const BYTES_PER_CELL = 4 * 8 + 1;

export interface FrozenColumn {
  readonly id: ColumnId;
  readonly values: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly minPositive: Float64Array;
  readonly flags: Uint8Array;
}

/** Rows that a copy of the lane may have in so many bytes. */
export function rowsWithin(bytes: number, { columnIds }: LaneHistory): number {
  return Math.max(0, Math.floor(bytes / (BYTES_PER_CELL * columnIds.length + 8)));
}

export function freezeLane(source: LaneHistory, rowLimit: number): FrozenLane {
  const { lastStep, columnIds } = source;
  const exact = source.rows <= rowLimit ? source.rows : rowLimit >> 1;
  const factor = Math.max(1, Math.ceil((source.rows - exact) / Math.max(1, rowLimit - exact)));
  const rows = exact + Math.ceil((source.rows - exact) / factor);
  /** the row of the source with which a kept one begins */
  const startOf = (row: number) => Math.min(source.rows, row <= exact ? row : exact + (row - exact) * factor);
  return laneOfRows({
    lane: source.lane,
    lastStep,
    bucketSize: factor * source.bucketSize,
    steps: Float64Array.from({ length: rows }, (_, row) => source.stepAt(startOf(row))),
    columns: columnIds.map((id) => freezeColumn(source, id, rows, startOf)),
  });
}

/** The lane that `frozen` was taken from. */
export function laneOfRows(frozen: FrozenRows): FrozenLane {
  const { lane, lastStep, bucketSize, steps } = frozen;
  const rows = steps.length;
  const columns = new Map(frozen.columns.map((column) => [column.id, column]));

  /** Kept rows that begin at or before iterate t. */
  function countUpTo(t: number): number {
    let low = 0;
    let high = rows;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle]! <= t) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function columnOf(id: ColumnId): FrozenColumn {
    const found = columns.get(id);
    if (!found) throw new RangeError(`the pinned lane has no column ${id}`);
    return found;
  }

  return {
    lane,
    rows,
    lastStep,
    bucketSize,
    frozen,
    columnIds: [...columns.keys()],
    bytes: rows * (BYTES_PER_CELL * columns.size + 8),
    // past the last row, as in a history that grows: the iterate that would come next
    stepAt: (row) => steps[row] ?? lastStep + 1,
    rowAt: (t) => countUpTo(t) - 1,
    value: (id, row) => columnOf(id).values[row] ?? Number.NaN,
    extremes: (id, from, to, out) => mergeExtremes(columnOf(id), from, Math.min(to, rows), out),
  };
}

function freezeColumn(source: LaneHistory, id: ColumnId, rows: number, startOf: (row: number) => number): FrozenColumn {
  const column: FrozenColumn = {
    id,
    values: new Float64Array(rows),
    min: new Float64Array(rows),
    max: new Float64Array(rows),
    minPositive: new Float64Array(rows),
    flags: new Uint8Array(rows),
  };
  const of: Extremes = { min: 0, max: 0, minPositive: 0, hasNonFinite: false, hasZero: false };
  for (let row = 0; row < rows; row++) {
    source.extremes(id, startOf(row), startOf(row + 1), of);
    column.values[row] = source.value(id, startOf(row));
    column.min[row] = of.min;
    column.max[row] = of.max;
    column.minPositive[row] = of.minPositive;
    column.flags[row] = (of.hasNonFinite ? NON_FINITE : 0) | (of.hasZero ? ZERO : 0);
  }
  return column;
}

/** The extremes of rows [from, to), by a scan: a copy has few rows. NaN stands for none, and loses every comparison. */
function mergeExtremes(column: FrozenColumn, from: number, to: number, out: Extremes): Extremes {
  let [min, max, minPositive, flags] = [Infinity, -Infinity, Infinity, 0];
  for (let row = from; row < to; row++) {
    if (column.min[row]! < min) min = column.min[row]!;
    if (column.max[row]! > max) max = column.max[row]!;
    if (column.minPositive[row]! < minPositive) minPositive = column.minPositive[row]!;
    flags |= column.flags[row]!;
  }
  out.min = min === Infinity ? Number.NaN : min;
  out.max = max === -Infinity ? Number.NaN : max;
  out.minPositive = minPositive === Infinity ? Number.NaN : minPositive;
  out.hasNonFinite = (flags & NON_FINITE) !== 0;
  out.hasZero = (flags & ZERO) !== 0;
  return out;
}
