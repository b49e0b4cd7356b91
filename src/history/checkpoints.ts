/**
 * States of lanes at some iterates, from which any iterate is replayed. All are kept while they fit; then those are dropped that
 * lie closer than a ratio ρ of 1 + t to the one before, with ρ − 1 doubling until half the limit is free: log spacing.
 */
import type { Matrix } from "../math/matrix";

export interface StateAt {
  readonly lane: number;
  readonly t: number;
  readonly theta: readonly Matrix[];
}

export interface Checkpoints<C extends StateAt> {
  readonly count: number;
  readonly bytes: number;
  /** Keeps a state; the t of a lane grow. */
  add(checkpoint: C): void;
  /** all kept states of the lane, in order of t */
  of(lane: number): readonly C[];
  /** the latest kept state of the lane at or before t; null if there is none */
  nearest(lane: number, t: number): C | null;
}

const FIRST_RATIO = 1.001;
/** beyond the longest run: at this ratio a lane keeps its first and its latest state */
const LAST_RATIO = 2 ** 30;
/** what a checkpoint takes besides its numbers */
const OVERHEAD_BYTES = 256;

export function createCheckpoints<C extends StateAt>(byteLimit = 32 * 2 ** 20): Checkpoints<C> {
  const lanes = new Map<number, C[]>();
  let ratio = FIRST_RATIO;
  let bytes = 0;

  function thin(): void {
    bytes = 0;
    for (const [lane, all] of lanes) {
      let last = -Infinity;
      const kept = all.filter((checkpoint, i) => {
        // the latest one is where a lost run resumes
        const keeps = i === all.length - 1 || checkpoint.t + 1 >= ratio * (last + 1);
        if (keeps) last = checkpoint.t;
        return keeps;
      });
      lanes.set(lane, kept);
      for (const checkpoint of kept) bytes += bytesOf(checkpoint);
    }
  }

  function shrink(): void {
    thin();
    while (bytes > byteLimit / 2 && ratio < LAST_RATIO) {
      ratio = 1 + 2 * (ratio - 1);
      thin();
    }
    // states that are too large even alone: the oldest go first
    for (const all of lanes.values()) {
      while (bytes > byteLimit && all.length > 0) bytes -= bytesOf(all.shift()!);
    }
  }

  return {
    get count() {
      let count = 0;
      for (const all of lanes.values()) count += all.length;
      return count;
    },
    get bytes() {
      return bytes;
    },
    add(checkpoint) {
      const all = lanes.get(checkpoint.lane);
      if (all === undefined) lanes.set(checkpoint.lane, [checkpoint]);
      else all.push(checkpoint);
      bytes += bytesOf(checkpoint);
      if (bytes > byteLimit) shrink();
    },
    of: (lane) => lanes.get(lane) ?? [],
    nearest(lane, t) {
      const all = lanes.get(lane) ?? [];
      let low = 0;
      let high = all.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (all[middle]!.t <= t) low = middle + 1;
        else high = middle;
      }
      return all[low - 1] ?? null;
    },
  };
}

function bytesOf(checkpoint: StateAt): number {
  return checkpoint.theta.reduce((sum, X) => sum + X.data.byteLength, OVERHEAD_BYTES);
}
