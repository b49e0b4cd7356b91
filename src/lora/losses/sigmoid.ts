/**
 * ℓ(W) = (c/N) Σ σ(−yᵢ⟨Xᵢ, W⟩): the share of wrong labels, smoothed; bounded and not convex. F as for the logistic loss, labels
 * flipped with probability `flip`. max|σ″| = 1/(6√3), so c λ_max(FᵀF)/(6√3 N) bounds the smoothness: the stated constant.
 */
import { largestEigenvalue, smallerGram } from "../../math/factorization";
import { frobenius } from "../../math/matrix";
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";
import { drawTeacherSamples } from "./teacherSamples";

const CURVATURE = 1 / (6 * Math.sqrt(3));
/** max σ′ */
const SLOPE = 0.25;

export const sigmoid: LossFormulas<"F", "perSample"> = {
  prepare(config, _, clients) {
    const F = drawTeacherSamples(config, clients);
    const N = F.rows;
    const natural = (CURVATURE * largestEigenvalue(smallerGram(F))) / N;
    const L = config.L ?? natural;
    const c = L / natural;
    return {
      matrices: { F },
      scalars: { perSample: c / N },
      smoothness: L,
      infimum: 0,
      infimumSource: "lower bound: every term is positive",
      rounding: roundingModel(N, { perWeight: (SLOPE * c * frobenius(F)) / Math.sqrt(N) }),
      samples: N,
    };
  },

  at: (o, { F, perSample }, W) => {
    const { rows: m, columns: n } = o.shape(W);
    const U = o.matmul(F, o.reshape(W, m * n, 1));
    const S = o.map("sigmoid", U);
    return {
      value: () => o.times(perSample, o.sum(S)),
      gradient: (counts) => {
        // σ′(u) = σ(u) σ(−u), which keeps its digits where σ(u) is near 1
        const slopes = o.multiply(S, o.map("sigmoid", o.scale(U, -1)));
        return o.scale(o.reshape(o.matmulTN(F, counts ? o.multiply(slopes, counts) : slopes), m, n), perSample);
      },
    };
  },
};
