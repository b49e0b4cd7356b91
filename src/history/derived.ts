/**
 * The derived columns, in float64 whatever the engine's precision: sum_step_sizes = Σ_{τ<t} η_τ by Neumaier's compensated sum,
 * whose error does not grow with t, and min_grad_norm_sq = min_{τ≤t} ‖∇J(V_τ)‖². Feed the rows in order of t.
 */
export interface Derivation {
  /** the derived columns of rows [0, rows) of one lane's next block; valid until the next call */
  next(stepSizes: ArrayLike<number>, gradNormsSq: ArrayLike<number>, from: number, to: number): DerivedRows;
}

export interface DerivedRows {
  readonly sum_step_sizes: Float64Array;
  readonly min_grad_norm_sq: Float64Array;
}

export function createDerivation(): Derivation {
  let sum = 0;
  let compensation = 0;
  let min = Number.NaN;
  let sums = new Float64Array(0);
  let minima = new Float64Array(0);

  return {
    next(stepSizes, gradNormsSq, from, to) {
      const rows = to - from;
      if (sums.length < rows) {
        sums = new Float64Array(rows);
        minima = new Float64Array(rows);
      }
      // locals, because captured numbers are slow to write
      let partial = sum;
      let lost = compensation;
      let least = min;
      for (let i = 0; i < rows; i++) {
        const gradNormSq = gradNormsSq[from + i]!;
        if (Number.isNaN(least) || gradNormSq < least) least = gradNormSq;
        sums[i] = partial + lost;
        minima[i] = least;
        const step = stepSizes[from + i]!;
        const next = partial + step;
        lost += Math.abs(partial) >= Math.abs(step) ? partial - next + step : step - next + partial;
        partial = next;
      }
      sum = partial;
      compensation = lost;
      min = least;
      return { sum_step_sizes: sums.subarray(0, rows), min_grad_norm_sq: minima.subarray(0, rows) };
    },
  };
}
