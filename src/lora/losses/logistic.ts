/**
 * ℓ(W) = (c/N) Σ log(1 + exp(−yᵢ⟨Xᵢ, W⟩)) + (λ/2)‖W‖² on samples Xᵢ (m×n) labelled by a teacher, hence separable.
 * F is N×mn with rows −yᵢ vec(Xᵢ); smoothness c λ_max(FᵀF)/(4N) + λ. λ = 0: infimum 0 at infinity; λ > 0: by Newton.
 */
import { largestEigenvalue, smallerGram } from "../../math/factorization";
import { frobenius, type Matrix, matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LaneConfig } from "../experiment";
import type { LossFormulas } from "../types";
import { logisticMinimum } from "./logisticMinimum";
import { roundingModel } from "./rounding";

export const logistic: LossFormulas<"F", "perSample" | "lam"> = {
  prepare(config) {
    const { N, lam } = config;
    const F = drawSamples(config);
    const natural = largestEigenvalue(smallerGram(F)) / (4 * N);
    const L = config.L ?? natural + lam;
    const c = (L - lam) / natural;
    return {
      matrices: { F },
      scalars: { perSample: c / N, lam },
      smoothness: L,
      infimum: lam > 0 ? logisticMinimum(F, c, lam) : 0,
      rounding: roundingModel(N, { perWeight: (c * frobenius(F)) / Math.sqrt(N) }),
      infimumSource:
        lam > 0 ? "lower bound from Newton's method and strong convexity" : "limit at infinity, not attained",
    };
  },

  at: (o, { F, perSample, lam }, W) => {
    const { rows: m, columns: n } = o.shape(W);
    const U = o.matmul(F, o.reshape(W, m * n, 1));
    return {
      value: () => o.plus(o.times(perSample, o.sum(o.map("softplus", U))), o.times(o.times(0.5, lam), o.dot(W, W))),
      gradient: () => o.addScaled(o.scale(o.reshape(o.matmulTN(F, o.map("sigmoid", U)), m, n), perSample), lam, W),
    };
  },
};

/** Samples X (N draws of m×n), then the teacher (m×n); rows −yᵢ vec(Xᵢ) with yᵢ = sign⟨Xᵢ, teacher⟩. */
function drawSamples({ m, n, N, pseed }: LaneConfig): Matrix {
  const draws = createDraws(pseed);
  const X = draws.normals(N, m * n);
  const teacher = draws.normals(m, n).data;
  const F = matrix(N, m * n);
  for (let i = 0; i < N; i++) {
    const x = X.data.subarray(i * m * n, (i + 1) * m * n);
    const y = x.reduce((sum, xj, j) => sum + xj * teacher[j]!, 0) > 0 ? 1 : -1;
    F.data.set(
      x.map((xj) => -y * xj),
      i * m * n,
    );
  }
  return F;
}
