/** Σ_{τ<t} η_τ²‖∇J(V_τ)‖², which bounds how far BᵀB − AAᵀ has moved (theory §a5.8), summed over the rows that a run keeps. */
import type { LaneHistory } from "../../../history/types";

/** Sums are remembered this many iterates apart. */
const STRIDE = 4096;

/** The sum up to an iterate; NaN where not every iterate before it is kept. */
export function createDriftBound(history: LaneHistory): (t: number) => number {
  /** sums[k] is the sum up to k·STRIDE */
  const sums = [0];

  function sumOf(from: number, to: number): number {
    let sum = 0;
    for (let t = from; t < to; t++) {
      const row = history.rowAt(t);
      sum += history.value("step_size", row) ** 2 * history.value("grad_norm_sq", row);
    }
    return sum;
  }

  return (t) => {
    if (t > 0 && history.stepAt(history.rowAt(t - 1)) !== t - 1) return Number.NaN;
    const stride = Math.floor(t / STRIDE);
    for (let k = sums.length; k <= stride; k++) sums.push(sums[k - 1]! + sumOf((k - 1) * STRIDE, k * STRIDE));
    return sums[stride]! + sumOf(stride * STRIDE, t);
  };
}
