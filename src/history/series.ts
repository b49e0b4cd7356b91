/**
 * One column of one lane. When the lane's rows become coarser, its column is merged beside the rows that are there, a few numbers at
 * a time; until that is done the finer rows are read and go on growing, for which their arrays have some slack.
 */
import type { Accumulator, Numbers, Storage } from "./extremes";
import { Rows } from "./rows";

export interface Series {
  readonly bytes: number;
  /** the value at iterate t, the first of its bucket */
  value(t: number): number;
  append(values: Numbers, from: number, to: number): void;
  /** the extremes of iterates [from, to), whole buckets; valid until the next call */
  extremes(from: number, to: number): Accumulator;
  /**
   * Goes on to merge the rows beyond the exact ones into buckets of `bucketSize` iterates, a multiple of what they hold now, or makes
   * room before it runs out. Returns how many numbers it read, `most` or so; 0 if nothing is to be done.
   */
  tidy(bucketSize: number, most: number): number;
}

/** Rows that fit: all exact, or, once thinned, some exact ones and some buckets. */
export interface Capacity {
  readonly rows: number;
  readonly exactRows: number;
  readonly buckets: number;
}

export interface SeriesOptions {
  readonly storage: Storage;
  /** what "zero" and "above" are measured from */
  readonly baseline: number;
  readonly capacity: Capacity;
}

/** How much longer arrays are than the capacity. */
export const SLACK = 9 / 8;

export function createSeries({ storage, baseline, capacity }: SeriesOptions): Series {
  const { exactRows, buckets } = capacity;
  let rows = new Rows({
    ...{ storage, baseline, exact: Infinity, bucketSize: 1 },
    limit: Math.ceil(SLACK * capacity.rows),
  });
  let coarser: Rows | null = null;

  function merge(bucketSize: number, most: number): number {
    if (coarser?.bucketSize !== bucketSize) {
      const limit = exactRows + Math.ceil(SLACK * buckets);
      coarser = new Rows({ storage, baseline, exact: exactRows, bucketSize, limit });
    }
    const read = coarser.takeFrom(rows, most);
    if (coarser.iterates === rows.iterates) {
      rows = coarser;
      coarser = null;
    }
    return read;
  }

  return {
    get bytes() {
      return rows.bytes + (coarser?.bytes ?? 0);
    },
    value: (t) => rows.value(t),
    append: (values, from, to) => rows.append(values, from, to),
    extremes: (from, to) => rows.extremes(from, to),
    tidy: (bucketSize, most) => (rows.bucketSize < bucketSize ? merge(bucketSize, most) : rows.grow()),
  };
}
