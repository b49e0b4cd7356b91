/**
 * ℓ(W) = (c/N) Σ [log Σₖ exp(Wxᵢ)ₖ − (Wxᵢ)_{yᵢ}] + (λ/2)‖W‖², samples xᵢ ∈ ℝⁿ labelled by a linear teacher, m classes.
 * c λ_max(XᵀX)/(2N) + λ bounds the smoothness: the stated constant. λ = 0: infimum 0 at infinity; λ > 0: by Newton.
 */
import { largestEigenvalue, smallerGram } from "../../math/factorization";
import { frobenius, type Matrix, matrix, stacked } from "../../math/matrix";
import type { LaneConfig } from "../experiment";
import type { Clients, LossFormulas } from "../types";
import { drawClients } from "./clients";
import { crossEntropyAt } from "./crossEntropy";
import { type ConvexAt, ridgeMinimum } from "./ridgeMinimum";
import { roundingModel } from "./rounding";

export const softmax: LossFormulas<"X" | "Y", "perSample" | "lam"> = {
  prepare(config, _, clients) {
    const { m, n, lam } = config;
    const { X, Y } = drawSamples(config, clients);
    const N = X.rows;
    const natural = largestEigenvalue(smallerGram(X)) / (2 * N);
    const L = config.L ?? natural + lam;
    const c = (L - lam) / natural;
    return {
      matrices: { X, Y },
      scalars: { perSample: c / N, lam },
      smoothness: L,
      infimum: lam > 0 ? ridgeMinimum(m * n, (w) => dataTerm(X, Y, c, w), lam, L) : 0,
      infimumSource:
        lam > 0 ? "lower bound from Newton's method and strong convexity" : "limit at infinity, not attained",
      rounding: roundingModel(N * m, { perWeight: (2 * c * frobenius(X)) / Math.sqrt(N) }),
      samples: N,
    };
  },

  at: (o, { X, Y, perSample, lam }, W) => {
    const data = crossEntropyAt(o, X, Y, perSample, W);
    return {
      value: () => o.plus(data.value(), o.times(o.times(0.5, lam), o.dot(W, W))),
      gradient: (counts) => o.addScaled(data.gradient(counts), lam, W),
    };
  },
};

/** Samples (N×n), then the teacher (m×n); labels are the classes of its largest score. */
function drawSamples({ m, n, N, pseed }: LaneConfig, clients?: Clients | null): { X: Matrix; Y: Matrix } {
  const drawn = drawClients(pseed, clients, (draws) => ({ X: draws.normals(N, n), teacher: draws.normals(m, n) }));
  const labels = drawn.map(({ X, teacher }) => {
    const Y = matrix(N, m);
    for (let i = 0; i < N; i++) {
      const scores = scoresOf(X, i, teacher.data, m);
      Y.data[i * m + scores.indexOf(Math.max(...scores))] = 1;
    }
    return Y;
  });
  return { X: stacked(drawn.map(({ X }) => X)), Y: stacked(labels) };
}

/** W xᵢ for W m×n in rows. */
function scoresOf(X: Matrix, i: number, W: Float64Array, m: number): number[] {
  const n = X.columns;
  const x = X.data.subarray(i * n, (i + 1) * n);
  return Array.from({ length: m }, (_, k) => x.reduce((sum, xj, j) => sum + xj * W[k * n + j]!, 0));
}

/** The data term with its gradient and Hessian, unknowns in rows of W. */
function dataTerm(X: Matrix, Y: Matrix, c: number, w: Float64Array): ConvexAt {
  const [n, m] = [X.columns, Y.columns];
  const weight = c / X.rows;
  const gradient = new Float64Array(m * n);
  const P = matrix(X.rows, m);
  let value = 0;
  for (let i = 0; i < X.rows; i++) {
    const scores = scoresOf(X, i, w, m);
    const peak = Math.max(...scores);
    const total = scores.reduce((sum, z) => sum + Math.exp(z - peak), 0);
    for (let k = 0; k < m; k++) {
      const p = Math.exp(scores[k]! - peak) / total;
      const y = Y.data[i * m + k]!;
      P.data[i * m + k] = p;
      value += weight * y * (peak + Math.log(total) - scores[k]!);
      for (let j = 0; j < n; j++) gradient[k * n + j]! += weight * (p - y) * X.data[i * n + j]!;
    }
  }
  return { value, gradient, hessian: () => hessianOf(X, P, weight) };
}

/** weight Σᵢ (diag pᵢ − pᵢpᵢᵀ) ⊗ xᵢxᵢᵀ. */
function hessianOf(X: Matrix, P: Matrix, weight: number): Matrix {
  const [n, m] = [X.columns, P.columns];
  const H = matrix(m * n, m * n);
  for (let i = 0; i < X.rows; i++) {
    for (let k = 0; k < m; k++) {
      for (let l = 0; l < m; l++) {
        const d = weight * P.data[i * m + k]! * (Number(k === l) - P.data[i * m + l]!);
        for (let a = 0; a < n; a++) {
          const at = (k * n + a) * m * n + l * n;
          const scaled = d * X.data[i * n + a]!;
          for (let b = 0; b < n; b++) H.data[at + b]! += scaled * X.data[i * n + b]!;
        }
      }
    }
  }
  return H;
}
