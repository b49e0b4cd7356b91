/**
 * One column of one lane, addressed by iterate. Once thinned, iterates before `capacity.exactRows` still stand for themselves; the
 * later ones lie in buckets that keep their first value and their extremes. A tree of extremes with FAN_OUT children a node lies
 * over these rows, so that any range is read in O(log rows).
 */
import {
  type Accumulator,
  bytesOfEntries,
  clear,
  createAccumulator,
  createEntries,
  createNumbers,
  type Entries,
  includeAccumulator,
  includeEntries,
  includeValues,
  mergeEntries,
  type Numbers,
  push,
  pushEntryGroups,
  pushValueGroups,
  reserve,
  type Storage,
  withRoom,
} from "./extremes";

export const FAN_OUT = 16;

export interface Series {
  /** iterates that a row beyond the exact ones stands for */
  readonly bucketSize: number;
  readonly rows: number;
  readonly bytes: number;
  /** the value at iterate t, the first of its bucket */
  value(t: number): number;
  append(values: Numbers, from: number, to: number): void;
  /** merges the rows beyond the exact ones into buckets of `bucketSize` iterates: a multiple of what they hold now */
  thin(bucketSize: number): void;
  /** the extremes of iterates [from, to), whole buckets; valid until the next call */
  extremes(from: number, to: number): Accumulator;
}

export interface SeriesOptions {
  readonly storage: Storage;
  /** what "zero" and "above" are measured from */
  readonly baseline: number;
  readonly capacity: Capacity;
}

/** Rows wait in arrays that are this much longer than the capacity, until it is their column's turn to be thinned. */
export const SLACK = 9 / 8;

/** Rows that fit: all exact, or, once thinned, some exact ones and some buckets. */
export interface Capacity {
  readonly rows: number;
  readonly exactRows: number;
  readonly buckets: number;
}

export function createSeries({ storage, baseline, capacity }: SeriesOptions): Series {
  const bucketLimit = Math.ceil(SLACK * capacity.buckets);
  let exact = Infinity;
  let bucketSize = 1;
  let rows = 0;
  let firsts: Numbers = createNumbers(storage, 0);
  /** closed buckets */
  const buckets: Entries = createEntries(storage);
  /** the bucket that is still filling: the last row, if `openCount` > 0 */
  const open = createAccumulator();
  let openCount = 0;
  /** levels[d] holds nodes of FAN_OUT^(d+1) rows; only full ones */
  let levels: Entries[] = [];
  const found = createAccumulator();

  function rowOf(t: number): number {
    return t < exact ? t : exact + Math.ceil((t - exact) / bucketSize);
  }

  function rowLimit(): number {
    return exact === Infinity ? Math.ceil(SLACK * capacity.rows) : capacity.exactRows + bucketLimit;
  }

  function includeRows(a: Accumulator, from: number, to: number): void {
    includeValues(a, firsts, from, Math.min(to, exact), baseline);
    if (to <= exact) return;
    includeEntries(a, buckets, Math.max(from - exact, 0), Math.min(to - exact, buckets.length));
    if (openCount > 0 && to === rows) includeAccumulator(a, open);
  }

  function includeChildren(a: Accumulator, depth: number, from: number, to: number): void {
    if (depth < 0) includeRows(a, from, to);
    else includeEntries(a, levels[depth]!, from, to);
  }

  /** Adds the nodes whose children are all there and closed. */
  function buildLevels(): void {
    let complete = openCount > 0 ? rows - 1 : rows;
    for (let depth = 0; complete >= FAN_OUT; depth++) {
      if (depth === levels.length) levels.push(createEntries(storage));
      const level = levels[depth]!;
      const limit = Math.ceil(rowLimit() / FAN_OUT ** (depth + 1));
      const node = createAccumulator();
      if (depth > 0) {
        const count = Math.floor(complete / FAN_OUT) - level.length;
        pushEntryGroups(level, limit, levels[depth - 1]!, level.length * FAN_OUT, FAN_OUT, count);
      } else {
        for (let from = level.length * FAN_OUT; from + FAN_OUT <= complete; from += FAN_OUT) {
          clear(node);
          includeRows(node, from, from + FAN_OUT);
          push(level, limit, node);
        }
      }
      complete = level.length;
    }
  }

  /** Values of one bucket: they go on with the open one, or open one. */
  function fillOpen(values: Numbers, from: number, to: number): void {
    if (openCount === 0) {
      clear(open);
      pushFirsts(values, from, 1);
    }
    includeValues(open, values, from, to, baseline);
    openCount += to - from;
    if (openCount < bucketSize) return;
    push(buckets, bucketLimit, open);
    openCount = 0;
  }

  function pushFirsts(values: Numbers, from: number, count: number): void {
    firsts = withRoom(firsts, rows + count, rowLimit());
    for (let k = 0; k < count; k++) firsts[rows + k] = values[from + k * bucketSize]!;
    rows += count;
  }

  function appendToBuckets(values: Numbers, from: number, to: number): void {
    let next = from;
    if (openCount > 0) {
      next = Math.min(to, from + bucketSize - openCount);
      fillOpen(values, from, next);
    }
    const count = Math.floor((to - next) / bucketSize);
    pushFirsts(values, next, count);
    pushValueGroups(buckets, bucketLimit, values, next, bucketSize, count, baseline);
    next += count * bucketSize;
    if (next < to) fillOpen(values, next, to);
  }

  return {
    get bucketSize() {
      return bucketSize;
    },
    get rows() {
      return rows;
    },
    get bytes() {
      return levels.reduce((sum, level) => sum + bytesOfEntries(level), firsts.byteLength + bytesOfEntries(buckets));
    },
    value(t) {
      const row = rowOf(t);
      return row >= 0 && row < rows ? firsts[row]! : Number.NaN;
    },
    append(values, from, to) {
      if (exact === Infinity) {
        firsts = withRoom(firsts, rows + to - from, rowLimit());
        firsts.set(values.subarray(from, to), rows);
        rows += to - from;
      } else appendToBuckets(values, from, to);
      buildLevels();
    },
    thin(newBucketSize) {
      const factor = newBucketSize / bucketSize;
      const first = capacity.exactRows;
      const closed = openCount > 0 ? rows - 1 : rows;
      const groups = Math.floor((closed - first) / factor);
      const rest = first + groups * factor;
      const last = createAccumulator();
      includeRows(last, rest, rows);
      if (exact === Infinity) {
        reserve(buckets, bucketLimit, bucketLimit);
        pushValueGroups(buckets, bucketLimit, firsts, first, factor, groups, baseline);
      } else mergeEntries(buckets, factor, groups);

      // in place: a row never moves to a later one
      const newRows = first + groups + (rest < rows ? 1 : 0);
      for (let row = first; row < newRows; row++) firsts[row] = firsts[first + (row - first) * factor]!;

      if (exact === Infinity) {
        firsts = firsts.slice(0, first + bucketLimit);
        levels = [];
      }
      for (const level of levels) level.length = 0;

      openCount += (closed - rest) * bucketSize;
      Object.assign(open, last);
      exact = first;
      bucketSize = newBucketSize;
      rows = newRows;
      buildLevels();
    },
    extremes(from, to) {
      clear(found);
      let first = rowOf(from);
      let last = rowOf(to);
      for (let depth = -1; first < last; depth++) {
        const up = Math.ceil(first / FAN_OUT);
        const down = Math.min(Math.floor(last / FAN_OUT), levels[depth + 1]?.length ?? 0);
        if (up >= down) {
          includeChildren(found, depth, first, last);
          break;
        }
        includeChildren(found, depth, first, up * FAN_OUT);
        includeChildren(found, depth, down * FAN_OUT, last);
        first = up;
        last = down;
      }
      return found;
    },
  };
}
