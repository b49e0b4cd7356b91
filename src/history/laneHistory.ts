/** One lane's rows: all of them while they fit, then the first EXACT_ROWS and buckets whose size doubles when they are full. */
import type { MeasuredColumn } from "../lora/columns";
import { type ColumnId, derivedColumns } from "./columns";
import { createDerivation } from "./derived";
import { NUMBERS_PER_ENTRY, type Numbers, writeExtremes } from "./extremes";
import { FAN_OUT } from "./rows";
import { type Capacity, createSeries, type Series, SLACK } from "./series";
import type { LaneHistory } from "./types";

/** Iterates 0 … 4096 stay exact. */
export const EXACT_ROWS = 4097;

/** Buckets, as a share of the exact rows that fit, and how full they are at most after a doubling of their size. */
const BUCKETS_PER_ROW = 3 / 8;
const FULL_AFTER_THINNING = 3 / 4;

export interface GrowingLane extends LaneHistory {
  readonly bytes: number;
  /** the next `stride` rows: those of lane `index` of a block with as many rows a lane */
  append(columns: readonly Numbers[], index: number, stride: number): void;
  /** Merges rows that are due to be, and makes room before it runs out; returns how many numbers it read, `most` or so. */
  tidy(most: number): number;
}

export interface LaneOptions {
  readonly lane: number;
  readonly columnIds: readonly MeasuredColumn[];
  readonly precision: "float32" | "float64";
  /** what `minPositive` and `hasZero` of the loss are measured from */
  readonly lossBaseline: number;
  readonly rowLimit: number;
  readonly byteLimit: number;
}

export function createLaneHistory(options: LaneOptions): GrowingLane {
  const { lane, columnIds, precision, lossBaseline } = options;
  const capacity = capacityOf(options);
  const series = new Map<ColumnId, Series>();
  for (const id of columnIds) {
    series.set(id, createSeries({ storage: precision, baseline: id === "loss" ? lossBaseline : 0, capacity }));
  }
  for (const id of derivedColumns) series.set(id, createSeries({ storage: "float64", baseline: 0, capacity }));
  const all = [...series.values()];
  const measured = columnIds.map((id) => series.get(id)!);
  const derivation = createDerivation();
  const stepSizeIndex = columnIds.indexOf("step_size");
  const gradNormSqIndex = columnIds.indexOf("grad_norm_sq");

  let iterates = 0;
  let bucketSize = 1;

  /** Iterates that still fit. */
  function room(): number {
    const fits = bucketSize === 1 ? capacity.rows : capacity.exactRows + capacity.buckets * bucketSize;
    return fits - iterates;
  }

  /** Makes the rows coarser at once; the columns follow one by one, since they are addressed by iterate. */
  function coarsen(): void {
    do bucketSize *= 2;
    while ((iterates - capacity.exactRows) / bucketSize > FULL_AFTER_THINNING * capacity.buckets);
  }

  function stepAt(row: number): number {
    const beyond = row - capacity.exactRows;
    return bucketSize === 1 || beyond < 0 ? row : capacity.exactRows + beyond * bucketSize;
  }

  function rowAt(t: number): number {
    const step = Math.min(Math.floor(t), iterates - 1);
    if (step < 0) return -1;
    const beyond = step - capacity.exactRows;
    return bucketSize === 1 || beyond < 0 ? step : capacity.exactRows + Math.floor(beyond / bucketSize);
  }

  function appendRows(columns: readonly Numbers[], from: number, to: number): void {
    const derived = derivation.next(columns[stepSizeIndex]!, columns[gradNormSqIndex]!, from, to);
    measured.forEach((one, i) => {
      one.append(columns[i]!, from, to);
    });
    for (const id of derivedColumns) series.get(id)!.append(derived[id], 0, to - from);
    iterates += to - from;
  }

  function seriesOf(column: ColumnId): Series {
    const found = series.get(column);
    if (found === undefined) throw new RangeError(`lane ${lane} has no column ${column}`);
    return found;
  }

  return {
    lane,
    columnIds: [...columnIds, ...derivedColumns],
    get rows() {
      return rowAt(iterates - 1) + 1;
    },
    get lastStep() {
      return iterates - 1;
    },
    get bucketSize() {
      return bucketSize;
    },
    get bytes() {
      return all.reduce((sum, one) => sum + one.bytes, 0);
    },
    stepAt,
    rowAt,
    value: (column, row) => seriesOf(column).value(stepAt(row)),
    extremes(column, from, to, out) {
      const end = Math.min(stepAt(to), iterates);
      return writeExtremes(seriesOf(column).extremes(stepAt(from), end), out);
    },
    tidy(most) {
      let tidied = 0;
      for (const one of all) {
        while (tidied < most) {
          const read = one.tidy(bucketSize, most - tidied);
          if (read === 0) break;
          tidied += read;
        }
      }
      return tidied;
    },
    append(columns, index, stride) {
      let from = index * stride;
      const end = from + stride;
      while (from < end) {
        if (room() === 0) coarsen();
        const to = Math.min(end, from + room());
        appendRows(columns, from, to);
        from = to;
      }
    },
  };
}

/** A bucket takes four numbers where an exact row takes one, so that fewer of them fit; one column at a time is held twice. */
function capacityOf({ columnIds, precision, rowLimit, byteLimit }: LaneOptions): Capacity {
  const columns = columnIds.length + derivedColumns.length;
  const numberBytes = SLACK * (columnIds.length * (precision === "float32" ? 4 : 8) + derivedColumns.length * 8);
  const entryBytes = NUMBERS_PER_ENTRY * numberBytes + SLACK * columns;
  // 1/16 + 1/16² + … = 1/15 of the rows, and a little for what is rounded up
  const treeBytes = entryBytes / (FAN_OUT - 2);
  const bucketBytes = numberBytes + entryBytes + treeBytes;
  const mergedBytes = (8 / numberBytes) * SLACK * bucketBytes;
  const rowBytes = numberBytes + treeBytes + BUCKETS_PER_ROW * mergedBytes;
  const rows = Math.max(16, Math.min(rowLimit, Math.floor(byteLimit / rowBytes)));
  const exactRows = Math.min(EXACT_ROWS, rows >> 1);
  const affordable = Math.floor(byteLimit / (bucketBytes + mergedBytes)) - exactRows;
  return { rows, exactRows, buckets: Math.max(4, Math.min(Math.floor(BUCKETS_PER_ROW * rows), affordable)) };
}
