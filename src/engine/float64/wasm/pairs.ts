/**
 * Walking along doubles in memory, two at a time. Generated loops do nothing else: sweeps walk over the entries of matrices,
 * products along rows. An odd count ends in half a pair, whose second lane is read as zero and not written.
 */
import type { Code, Local } from "./code";

export const DOUBLE = 8;
const PAIR = 2 * DOUBLE;
/** Walks of at most this many pairs are written out, since a loop would cost more than it saves. */
const STRAIGHT = 2;

export interface Place {
  /** in bytes from each of the pointers */
  readonly offset: number;
  /** true for the one double at the end of an odd count */
  readonly half: boolean;
  /** counts the pairs written out, so that sums can alternate between accumulators */
  readonly copy: number;
}

/**
 * Writes `body` for every pair among `count` doubles from the pointers, with `unroll` pairs in each round of a loop.
 * Pointers move in loops only: after the walk they have `remaining` bytes to go to the end of the doubles.
 */
export function walkPairs(
  code: Code,
  pointers: readonly Local[],
  count: number,
  unroll: number,
  body: (place: Place) => void,
): { readonly remaining: number } {
  const pairs = Math.floor(count / 2);
  const rounds = pairs <= STRAIGHT ? 0 : Math.floor(pairs / unroll);
  code.times(rounds, () => {
    for (let copy = 0; copy < unroll; copy++) body({ offset: copy * PAIR, half: false, copy });
    for (const pointer of pointers) code.advance(pointer, unroll * PAIR);
  });
  const rest = pairs - rounds * unroll;
  for (let copy = 0; copy < rest; copy++) body({ offset: copy * PAIR, half: false, copy });
  if (count % 2 === 1) body({ offset: rest * PAIR, half: true, copy: rest });
  return { remaining: (count - rounds * unroll * 2) * DOUBLE };
}

/** The same for a count that is known only when the code runs, a pair in each round. */
export function walkCounted(code: Code, pointers: readonly Local[], count: Local, body: (place: Place) => void): void {
  const left = code.local("i32");
  const first = { offset: 0, copy: 0 };
  code.get(count).i32(1).op("i32.shr_u").set(left);
  code.block(() => {
    code.get(left).op("i32.eqz").leaveIf(0);
    code.repeat(() => {
      body({ ...first, half: false });
      for (const pointer of pointers) code.advance(pointer, PAIR);
      code.get(left).i32(1).op("i32.sub").tee(left);
    });
  });
  code.block(() => {
    code.get(count).i32(1).op("i32.and").op("i32.eqz").leaveIf(0);
    body({ ...first, half: true });
  });
}

/** The pair at a pointer's place, onto the stack. */
export function loadPair(code: Code, pointer: Local, offset: number, half: boolean): Code {
  return code.get(pointer).access(half ? "v128.load64_zero" : "v128.load", offset);
}

/** Stores the vector in `value` at a pointer's place. */
export function storePair(code: Code, pointer: Local, offset: number, half: boolean, value: Local): Code {
  code.get(pointer).get(value);
  return half ? code.storeLane(offset) : code.access("v128.store", offset);
}

/** The sum (or maximum) of the two lanes of a vector, as f64 onto the stack. */
export function combineLanes(code: Code, value: Local, fn: "add" | "max"): Code {
  return code.get(value).extract(0).get(value).extract(1).op(`f64.${fn}`);
}
