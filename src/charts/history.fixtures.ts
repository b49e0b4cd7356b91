/** A lane's rows in plain arrays, every range scanned: slow, and shares no code with the history that charts read in the page. */
import type { ColumnId } from "../history/columns";
import type { LaneHistory } from "../history/types";

export interface PlainHistory extends LaneHistory {
  /** every iterate, also those that no row keeps */
  readonly all: Readonly<Partial<Record<ColumnId, number[]>>>;
  push(row: Partial<Record<ColumnId, number>>): void;
}

/** `bucket`: each kept row stands for that many iterates. `baseline`: what "positive" is measured from in the loss. */
export function plainHistory(
  columns: Partial<Record<ColumnId, readonly number[]>>,
  bucket = 1,
  baseline = 0,
): PlainHistory {
  const all: Partial<Record<ColumnId, number[]>> = {};
  // Object.keys is typed as string[]
  const ids = Object.keys(columns) as ColumnId[];
  for (const id of ids) all[id] = [...(columns[id] ?? [])];
  const length = () => all[ids[0]!]?.length ?? 0;
  return {
    all,
    lane: 0,
    columnIds: ids,
    bucketSize: bucket,
    get rows() {
      return Math.ceil(length() / bucket);
    },
    get lastStep() {
      return length() - 1;
    },
    stepAt: (row) => row * bucket,
    rowAt: (t) => (t < 0 ? -1 : Math.floor(Math.min(t, length() - 1) / bucket)),
    value: (column, row) => all[column]?.[row * bucket] ?? Number.NaN,
    extremes(column, from, to, out) {
      const values = (all[column] ?? []).slice(from * bucket, to * bucket);
      const finite = values.filter(Number.isFinite);
      const zero = column === "loss" ? baseline : 0;
      const positive = finite.filter((value) => value > zero);
      const orNaN = (value: number) => (Number.isFinite(value) ? value : Number.NaN);
      out.min = orNaN(Math.min(...finite));
      out.max = orNaN(Math.max(...finite));
      out.minPositive = orNaN(Math.min(...positive));
      out.hasNonFinite = finite.length < values.length;
      out.hasZero = finite.includes(zero);
      return out;
    },
    push(row) {
      for (const id of ids) all[id]?.push(row[id] ?? Number.NaN);
    },
  };
}
