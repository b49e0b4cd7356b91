/**
 * Softmax regression on handwritten digits: ℓ(W) = (c/N) Σ [lse(Wxᵢ) − (Wxᵢ)_{yᵢ}] over 1,000 training images of 5–9, from a W0
 * trained on 0–4. Smoothness c λ_max(XᵀX)/(2N); the natural constant (c = 1) is the cross-entropy. Two observables:
 * accuracy on 500 test images of 0–4 (source) and of 5–9 (target). W is 10×65: 8×8 pixels and a constant 1.
 */
import { largestEigenvalue, smallerGram } from "../../math/factorization";
import { frobenius } from "../../math/matrix";
import type { Ops } from "../ops";
import type { LossFormulas } from "../types";
import { crossEntropyAt } from "./crossEntropy";
import { parseDigits } from "./digitsFile";
import { roundingModel } from "./rounding";

export const digits: LossFormulas<"X" | "Y" | "Xsource" | "Ysource" | "Xtarget" | "Ytarget", "perSample"> = {
  prepare(config, assets) {
    if (!assets.digits) throw new Error("digits: the image file digits.bin is missing");
    const file = parseDigits(assets.digits);
    const N = file.X.rows;
    const natural = largestEigenvalue(smallerGram(file.X)) / (2 * N);
    const L = config.L ?? natural;
    return {
      matrices: {
        X: file.X,
        Y: file.Y,
        Xsource: file.testSource.X,
        Ysource: file.testSource.Y,
        Xtarget: file.testTarget.X,
        Ytarget: file.testTarget.Y,
      },
      scalars: { perSample: L / natural / N },
      smoothness: L,
      infimum: 0,
      rounding: roundingModel(N * 10, { perWeight: (2 * (L / natural) * frobenius(file.X)) / Math.sqrt(N) }),
      infimumSource: "lower bound of the cross-entropy",
      W0: file.W0,
      samples: N,
    };
  },

  at: (o, { X, Y, perSample }, W) => crossEntropyAt(o, X, Y, perSample, W),

  observables: ["accuracy_source", "accuracy_target"],
  observe: (o, { Xsource, Ysource, Xtarget, Ytarget }, W) => [
    accuracy(o, Xsource, Ysource, W),
    accuracy(o, Xtarget, Ytarget, W),
  ],
};

/** Share of samples whose own class has the largest score; a tie counts as right. */
function accuracy<M, S>(o: Ops<M, S>, X: M, Y: M, W: M): S {
  const Z = o.matmulNT(X, W);
  const own = o.rowSum(o.multiply(Z, Y));
  return o.over(o.sum(o.atLeast(own, o.rowMax(Z))), o.shape(X).rows);
}
