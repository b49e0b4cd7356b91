/**
 * Rows of one column, addressed by iterate: iterates before `exact` stand for themselves, the later ones lie in buckets that keep
 * their first value and their extremes. A tree of extremes with FAN_OUT children a node lies over the rows, so that any range is
 * read in O(log rows). What is appended is never changed: coarser rows are made beside these, see `takeFrom`.
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
  type Numbers,
  push,
  pushEntryGroups,
  pushValueGroups,
  reserve,
  type Storage,
  withRoom,
} from "./extremes";

export const FAN_OUT = 16;
/** A column grows when this share of its array is used. */
const NEARLY_FULL = 3 / 4;

export interface RowsOptions {
  readonly storage: Storage;
  /** what "zero" and "above" are measured from */
  readonly baseline: number;
  /** iterates that stand for themselves; Infinity if all do */
  readonly exact: number;
  /** iterates that a row beyond those stands for */
  readonly bucketSize: number;
  /** rows that fit */
  readonly limit: number;
}

export class Rows {
  rows = 0;
  readonly bucketSize: number;
  private firsts: Numbers;
  /** closed buckets */
  private readonly buckets: Entries;
  /** the bucket that is still filling: the last row, if `openCount` > 0 */
  private readonly open = createAccumulator();
  private openCount = 0;
  /** levels[d] holds nodes of FAN_OUT^(d+1) rows; only full ones */
  private readonly levels: Entries[] = [];
  private readonly found = createAccumulator();

  constructor(private readonly options: RowsOptions) {
    this.bucketSize = options.bucketSize;
    const { storage, exact, limit } = options;
    const isMerged = exact < Infinity;
    // Merged rows fill at least a good part of their room: growing would move them all for nothing.
    this.firsts = createNumbers(storage, isMerged ? limit : 0);
    this.buckets = createEntries(storage);
    if (isMerged) reserve(this.buckets, limit - exact, limit - exact);
  }

  get bytes(): number {
    return this.levels.reduce(
      (sum, level) => sum + bytesOfEntries(level),
      this.firsts.byteLength + bytesOfEntries(this.buckets),
    );
  }

  /** Iterates that the rows stand for. */
  get iterates(): number {
    const { exact } = this.options;
    if (this.rows <= exact) return this.rows;
    return exact + (this.closed - exact) * this.bucketSize + this.openCount;
  }

  /** The value at iterate t, the first of its bucket. */
  value(t: number): number {
    const row = this.rowOf(t);
    return row >= 0 && row < this.rows ? this.firsts[row]! : Number.NaN;
  }

  append(values: Numbers, from: number, to: number): void {
    const { exact, limit } = this.options;
    const exactly = Math.min(to, from + Math.max(0, exact - this.rows));
    if (exactly > from) {
      this.firsts = withRoom(this.firsts, this.rows + exactly - from, limit);
      this.firsts.set(values.subarray(from, exactly), this.rows);
      this.rows += exactly - from;
    }
    if (to > exactly) this.appendToBuckets(values, exactly, to);
    this.buildLevels();
  }

  /** Makes room for more rows before it runs out; returns how many numbers it moved, 0 if there is room. */
  grow(): number {
    const { limit } = this.options;
    if (this.firsts.length >= limit || this.rows <= NEARLY_FULL * this.firsts.length) return 0;
    this.firsts = withRoom(this.firsts, Math.min(2 * this.firsts.length, limit), limit);
    return this.rows;
  }

  /**
   * Appends what follows in `source`, whose rows beyond the exact ones are finer by a whole factor, merged; reads about `most`
   * numbers, and returns how many they were.
   */
  takeFrom(source: Rows, most: number): number {
    const { exact, limit } = this.options;
    const factor = this.bucketSize / source.bucketSize;
    if (this.rows < exact) {
      const { rows } = this;
      this.append(source.firsts, rows, Math.min(exact, source.rows, rows + Math.ceil(most)));
      return this.rows - rows;
    }
    const next = exact + (this.rows - exact) * factor;
    const left = Math.floor((source.closed - next) / factor);
    const count = Math.min(left, Math.ceil(most / factor));
    this.firsts = withRoom(this.firsts, this.rows + count, limit);
    for (let k = 0; k < count; k++) this.firsts[this.rows + k] = source.firsts[next + k * factor]!;
    const bucketLimit = limit - exact;
    if (source.options.exact === Infinity) {
      pushValueGroups(this.buckets, bucketLimit, source.firsts, next, factor, count, this.options.baseline);
    } else pushEntryGroups(this.buckets, bucketLimit, source.buckets, next - exact, factor, count);
    this.rows += count;
    if (count === left) this.takeRest(source, next + count * factor);
    this.buildLevels();
    return Math.max(1, count * factor);
  }

  /** The extremes of iterates [from, to), whole buckets; valid until the next call. */
  extremes(from: number, to: number): Accumulator {
    const { found } = this;
    clear(found);
    let first = this.rowOf(from);
    let last = this.rowOf(to);
    for (let depth = -1; first < last; depth++) {
      const up = Math.ceil(first / FAN_OUT);
      const down = Math.min(Math.floor(last / FAN_OUT), this.levels[depth + 1]?.length ?? 0);
      if (up >= down) {
        this.includeChildren(found, depth, first, last);
        break;
      }
      this.includeChildren(found, depth, first, up * FAN_OUT);
      this.includeChildren(found, depth, down * FAN_OUT, last);
      first = up;
      last = down;
    }
    return found;
  }

  /** Rows that will not change. */
  private get closed(): number {
    return this.openCount > 0 ? this.rows - 1 : this.rows;
  }

  private rowOf(t: number): number {
    const { exact } = this.options;
    return t < exact ? t : exact + Math.ceil((t - exact) / this.bucketSize);
  }

  private includeRows(a: Accumulator, from: number, to: number): void {
    const { exact, baseline } = this.options;
    includeValues(a, this.firsts, from, Math.min(to, exact), baseline);
    if (to <= exact) return;
    includeEntries(a, this.buckets, Math.max(from - exact, 0), Math.min(to - exact, this.buckets.length));
    if (this.openCount > 0 && to === this.rows) includeAccumulator(a, this.open);
  }

  private includeChildren(a: Accumulator, depth: number, from: number, to: number): void {
    if (depth < 0) this.includeRows(a, from, to);
    else includeEntries(a, this.levels[depth]!, from, to);
  }

  /** Adds the nodes whose children are all there and closed. */
  private buildLevels(): void {
    const { storage, limit } = this.options;
    let complete = this.closed;
    for (let depth = 0; complete >= FAN_OUT; depth++) {
      if (depth === this.levels.length) this.levels.push(createEntries(storage));
      const level = this.levels[depth]!;
      const room = Math.ceil(limit / FAN_OUT ** (depth + 1));
      const count = Math.floor(complete / FAN_OUT) - level.length;
      if (depth > 0) pushEntryGroups(level, room, this.levels[depth - 1]!, level.length * FAN_OUT, FAN_OUT, count);
      else this.pushNodes(level, room, count);
      complete = level.length;
    }
  }

  /** Adds nodes over rows. */
  private pushNodes(level: Entries, room: number, count: number): void {
    const { exact, baseline } = this.options;
    const from = level.length * FAN_OUT;
    if (from + count * FAN_OUT <= exact) {
      pushValueGroups(level, room, this.firsts, from, FAN_OUT, count, baseline);
      return;
    }
    const node = createAccumulator();
    for (let k = 0; k < count; k++) {
      clear(node);
      this.includeRows(node, from + k * FAN_OUT, from + (k + 1) * FAN_OUT);
      push(level, room, node);
    }
  }

  private appendToBuckets(values: Numbers, from: number, to: number): void {
    const { exact, limit, baseline } = this.options;
    let next = from;
    if (this.openCount > 0) {
      next = Math.min(to, from + this.bucketSize - this.openCount);
      this.fillOpen(values, from, next);
    }
    const count = Math.floor((to - next) / this.bucketSize);
    this.pushFirsts(values, next, count);
    pushValueGroups(this.buckets, limit - exact, values, next, this.bucketSize, count, baseline);
    next += count * this.bucketSize;
    if (next < to) this.fillOpen(values, next, to);
  }

  /** Values of one bucket: they go on with the open one, or open one. */
  private fillOpen(values: Numbers, from: number, to: number): void {
    const { exact, limit, baseline } = this.options;
    if (this.openCount === 0) {
      clear(this.open);
      this.pushFirsts(values, from, 1);
    }
    includeValues(this.open, values, from, to, baseline);
    this.openCount += to - from;
    if (this.openCount < this.bucketSize) return;
    push(this.buckets, limit - exact, this.open);
    this.openCount = 0;
  }

  private pushFirsts(values: Numbers, from: number, count: number): void {
    this.firsts = withRoom(this.firsts, this.rows + count, this.options.limit);
    for (let k = 0; k < count; k++) this.firsts[this.rows + k] = values[from + k * this.bucketSize]!;
    this.rows += count;
  }

  /** The rows from `next` on do not fill a bucket. */
  private takeRest(source: Rows, next: number): void {
    if (next === source.rows) return;
    clear(this.open);
    source.includeRows(this.open, next, source.rows);
    this.openCount = (source.closed - next) * source.bucketSize + source.openCount;
    this.firsts = withRoom(this.firsts, this.rows + 1, this.options.limit);
    this.firsts[this.rows++] = source.firsts[next]!;
  }
}
