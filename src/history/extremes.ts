/**
 * Extremes of numbers, and columns of them. The loops are written over plain typed arrays with local variables: they run once
 * for each number of a run, on the thread that also draws.
 */
import type { Extremes } from "./types";

export type Numbers = Float32Array | Float64Array;
export type Storage = "float32" | "float64";

const NON_FINITE = 1;
const ZERO = 2;

/** Extremes with ±∞ for "none", which merge without special cases; `minAbove` is the smallest number above the baseline. */
export interface Accumulator {
  min: number;
  max: number;
  minAbove: number;
  flags: number;
}

export function createAccumulator(): Accumulator {
  return { min: Infinity, max: -Infinity, minAbove: Infinity, flags: 0 };
}

export function clear(a: Accumulator): void {
  a.min = Infinity;
  a.max = -Infinity;
  a.minAbove = Infinity;
  a.flags = 0;
}

/** Includes values[from … to). */
export function includeValues(a: Accumulator, values: Numbers, from: number, to: number, baseline: number): void {
  let { min, max, minAbove, flags } = a;
  for (let i = from; i < to; i++) {
    const x = values[i]!;
    // x − x is NaN exactly for NaN and ±∞
    if (x - x !== 0) flags |= NON_FINITE;
    else {
      if (x < min) min = x;
      if (x > max) max = x;
      if (x > baseline) {
        if (x < minAbove) minAbove = x;
      } else if (x === baseline) flags |= ZERO;
    }
  }
  a.min = min;
  a.max = max;
  a.minAbove = minAbove;
  a.flags = flags;
}

export function includeAccumulator(a: Accumulator, b: Accumulator): void {
  if (b.min < a.min) a.min = b.min;
  if (b.max > a.max) a.max = b.max;
  if (b.minAbove < a.minAbove) a.minAbove = b.minAbove;
  a.flags |= b.flags;
}

/** Writes the accumulated extremes as charts read them. */
export function writeExtremes(a: Accumulator, out: Extremes): Extremes {
  out.min = a.min === Infinity ? Number.NaN : a.min;
  out.max = a.max === -Infinity ? Number.NaN : a.max;
  out.minPositive = a.minAbove === Infinity ? Number.NaN : a.minAbove;
  out.hasNonFinite = (a.flags & NON_FINITE) !== 0;
  out.hasZero = (a.flags & ZERO) !== 0;
  return out;
}

/** A growing column of extremes. */
export interface Entries {
  length: number;
  min: Numbers;
  max: Numbers;
  minAbove: Numbers;
  flags: Uint8Array;
}

/** Numbers that an entry has besides its byte of flags. */
export const NUMBERS_PER_ENTRY = 3;

export function createNumbers(storage: Storage, length: number): Numbers {
  return storage === "float32" ? new Float32Array(length) : new Float64Array(length);
}

export function createEntries(storage: Storage): Entries {
  const none = () => createNumbers(storage, 0);
  return { length: 0, min: none(), max: none(), minAbove: none(), flags: new Uint8Array(0) };
}

export function bytesOfEntries(e: Entries): number {
  return NUMBERS_PER_ENTRY * e.min.byteLength + e.flags.byteLength;
}

/** The same array with room for `length` numbers: doubled until it is enough, but not beyond `limit` unless it must be. */
export function withRoom<A extends Numbers | Uint8Array>(array: A, length: number, limit: number): A {
  if (length <= array.length) return array;
  let capacity = Math.max(64, array.length);
  while (capacity < length) capacity *= 2;
  // `constructor` is typed as Function; an array's own constructor takes a length
  const larger = new (array.constructor as new (n: number) => A)(Math.max(length, Math.min(capacity, limit)));
  larger.set(array);
  return larger;
}

/** Room for `count` more entries: doubled until it is enough, up to `limit`. */
export function reserve(e: Entries, count: number, limit: number): void {
  if (e.length + count <= e.flags.length) return;
  e.min = withRoom(e.min, e.length + count, limit);
  e.max = withRoom(e.max, e.length + count, limit);
  e.minAbove = withRoom(e.minAbove, e.length + count, limit);
  e.flags = withRoom(e.flags, e.length + count, limit);
}

/** Appends the extremes of `count` groups of `size` consecutive values. */
export function pushValueGroups(
  e: Entries,
  limit: number,
  values: Numbers,
  from: number,
  size: number,
  count: number,
  baseline: number,
): void {
  reserve(e, count, limit);
  const { min, max, minAbove, flags } = e;
  let i = from;
  for (let k = 0; k < count; k++) {
    let low = Infinity;
    let high = -Infinity;
    let above = Infinity;
    let flag = 0;
    for (const end = i + size; i < end; i++) {
      const x = values[i]!;
      if (x - x !== 0) flag |= NON_FINITE;
      else {
        if (x < low) low = x;
        if (x > high) high = x;
        if (x > baseline) {
          if (x < above) above = x;
        } else if (x === baseline) flag |= ZERO;
      }
    }
    const at = e.length + k;
    min[at] = low;
    max[at] = high;
    minAbove[at] = above;
    flags[at] = flag;
  }
  e.length += count;
}

/** Appends the extremes of `count` groups of `size` consecutive entries of another column. */
export function pushEntryGroups(e: Entries, limit: number, source: Entries, from: number, size: number, count: number) {
  reserve(e, count, limit);
  const { min, max, minAbove, flags } = source;
  let i = from;
  for (let k = 0; k < count; k++) {
    let low = Infinity;
    let high = -Infinity;
    let above = Infinity;
    let flag = 0;
    for (const end = i + size; i < end; i++) {
      if (min[i]! < low) low = min[i]!;
      if (max[i]! > high) high = max[i]!;
      if (minAbove[i]! < above) above = minAbove[i]!;
      flag |= flags[i]!;
    }
    const at = e.length + k;
    e.min[at] = low;
    e.max[at] = high;
    e.minAbove[at] = above;
    e.flags[at] = flag;
  }
  e.length += count;
}

export function push(e: Entries, limit: number, a: Accumulator): void {
  reserve(e, 1, limit);
  const i = e.length++;
  e.min[i] = a.min;
  e.max[i] = a.max;
  e.minAbove[i] = a.minAbove;
  e.flags[i] = a.flags;
}

/** Includes entries [from, to). */
export function includeEntries(a: Accumulator, e: Entries, from: number, to: number): void {
  const { min, max, minAbove, flags } = e;
  for (let i = from; i < to; i++) {
    if (min[i]! < a.min) a.min = min[i]!;
    if (max[i]! > a.max) a.max = max[i]!;
    if (minAbove[i]! < a.minAbove) a.minAbove = minAbove[i]!;
    a.flags |= flags[i]!;
  }
}
