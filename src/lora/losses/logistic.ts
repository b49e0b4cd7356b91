/**
 * ℓ(W) = (c/N) Σ log(1 + exp(−yᵢ⟨Xᵢ, W⟩)) + (λ/2)‖W‖² on samples Xᵢ (m×n) labelled by a teacher, hence separable.
 * F is N×mn with rows −yᵢ vec(Xᵢ); smoothness c λ_max(FᵀF)/(4N) + λ. λ = 0: infimum 0 at infinity; λ > 0: by Newton.
 */
import { largestEigenvalue, smallerGram } from "../../math/factorization";
import { frobenius, type Matrix, matrix } from "../../math/matrix";
import type { LossFormulas } from "../types";
import { type ConvexAt, ridgeMinimum } from "./ridgeMinimum";
import { roundingModel } from "./rounding";
import { drawTeacherSamples } from "./teacherSamples";

export const logistic: LossFormulas<"F", "perSample" | "lam"> = {
  prepare(config, _, clients) {
    const { lam } = config;
    const F = drawTeacherSamples(config, clients);
    const N = F.rows;
    const natural = largestEigenvalue(smallerGram(F)) / (4 * N);
    const L = config.L ?? natural + lam;
    const c = (L - lam) / natural;
    return {
      matrices: { F },
      scalars: { perSample: c / N, lam },
      smoothness: L,
      infimum: lam > 0 ? ridgeMinimum(F.columns, (w) => dataTerm(F, c, w), lam, L) : 0,
      rounding: roundingModel(N, { perWeight: (c * frobenius(F)) / Math.sqrt(N) }),
      infimumSource:
        lam > 0 ? "lower bound from Newton's method and strong convexity" : "limit at infinity, not attained",
      samples: N,
    };
  },

  at: (o, { F, perSample, lam }, W) => {
    const { rows: m, columns: n } = o.shape(W);
    const U = o.matmul(F, o.reshape(W, m * n, 1));
    return {
      value: () => o.plus(o.times(perSample, o.sum(o.map("softplus", U))), o.times(o.times(0.5, lam), o.dot(W, W))),
      gradient: (counts) => {
        const sigmoid = o.map("sigmoid", U);
        const weighted = o.matmulTN(F, counts ? o.multiply(sigmoid, counts) : sigmoid);
        return o.addScaled(o.scale(o.reshape(weighted, m, n), perSample), lam, W);
      },
    };
  },
};

/** (c/N) Σ log(1 + exp⟨fᵢ, w⟩) with its gradient and Hessian. */
function dataTerm(F: Matrix, c: number, w: Float64Array): ConvexAt {
  const weight = c / F.rows;
  const row = (i: number) => F.data.subarray(i * F.columns, (i + 1) * F.columns);
  const gradient = new Float64Array(F.columns);
  const curvature = new Float64Array(F.rows);
  let value = 0;
  for (let i = 0; i < F.rows; i++) {
    const f = row(i);
    const u = f.reduce((sum, x, j) => sum + x * w[j]!, 0);
    const e = Math.exp(-Math.abs(u));
    const s = u >= 0 ? 1 / (1 + e) : e / (1 + e);
    value += weight * (Math.max(u, 0) + Math.log1p(e));
    curvature[i] = e / (1 + e) ** 2;
    for (let j = 0; j < F.columns; j++) gradient[j]! += weight * s * f[j]!;
  }
  const hessian = () => {
    const n = F.columns;
    const H = matrix(n, n);
    for (let i = 0; i < F.rows; i++) {
      const f = row(i);
      const d = weight * curvature[i]!;
      for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) H.data[a * n + b]! += d * f[a]! * f[b]!;
    }
    return H;
  };
  return { value, gradient, hessian };
}
