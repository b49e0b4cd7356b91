/**
 * ℓ(W) = (c/2K) Σ (⟨S_k, W⟩ − y_k)², matrix sensing: K Gaussian measurements of the target, S K×mn with rows vec S_k.
 * Smoothness c λ_max(SᵀS)/K; L* = 0 at the target.
 */
import { largestEigenvalue, smallerGram } from "../../math/factorization";
import { frobenius, matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";
import { drawTarget, optimumIfReached } from "./target";

export const sensing: LossFormulas<"S" | "y", "perSample"> = {
  prepare(config) {
    const { m, n, K } = config;
    const draws = createDraws(config.pseed);
    const T = drawTarget(config, draws);
    const S = draws.normals(K, m * n);
    const y = matrix(K, 1);
    for (let k = 0; k < K; k++) {
      const row = S.data.subarray(k * m * n, (k + 1) * m * n);
      y.data[k] = row.reduce((sum, s, e) => sum + s * T.data[e]!, 0);
    }
    const natural = largestEigenvalue(smallerGram(S)) / K;
    const L = config.L ?? natural;
    const root = Math.sqrt((2 * L) / natural / K);
    return {
      matrices: { S, y },
      scalars: { perSample: L / natural / K },
      smoothness: L,
      infimum: 0,
      infimumSource: "closed form: the measurements are those of the target",
      rounding: roundingModel(Math.max(K, m * n), { rootPerWeight: root * frobenius(S), root: root * frobenius(y) }),
      rankOptimum: optimumIfReached(T),
      samples: K,
    };
  },

  at: (o, { S, y, perSample }, W) => {
    const { rows: m, columns: n } = o.shape(W);
    const E = o.subtract(o.matmul(S, o.reshape(W, m * n, 1)), y);
    return {
      value: () => o.times(o.times(0.5, perSample), o.dot(E, E)),
      gradient: (counts) => o.scale(o.reshape(o.matmulTN(S, counts ? o.multiply(E, counts) : E), m, n), perSample),
    };
  },
};
