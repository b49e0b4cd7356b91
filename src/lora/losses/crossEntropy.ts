/** c/N Σ [lse(Wxᵢ) − (Wxᵢ)_{yᵢ}], X N×n with rows xᵢ, Y N×m with one-hot rows: the data term of softmax regression. */
import type { Ops } from "../ops";
import type { LossAt } from "../types";

export function crossEntropyAt<M, S>(o: Ops<M, S>, X: M, Y: M, perSample: S, W: M): LossAt<M, S> {
  const Z = o.matmulNT(X, W);
  const peak = o.rowMax(Z);
  const E = o.map("exp", o.subtract(Z, peak));
  const total = o.rowSum(E);
  return {
    value: () => {
      const logSumExp = o.add(peak, o.map("log", total));
      return o.times(perSample, o.minus(o.sum(logSumExp), o.dot(Z, Y)));
    },
    gradient: (counts) => {
      const errors = o.subtract(o.divide(E, total), Y);
      return o.scale(o.matmulTN(counts ? o.multiply(errors, counts) : errors, X), perSample);
    },
  };
}
