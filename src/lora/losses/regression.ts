/**
 * ℓ(W) = c/(2N) ‖X Wᵀ − Y‖², linear regression on N samples: X N×n with column scales falling from 1 to 1/√cond,
 * Y = X W_trueᵀ + noise. Smoothness c λ_max(XᵀX)/N; L* is the value at the least-squares solution.
 */
import { largestEigenvalue, leastSquares, smallerGram } from "../../math/factorization";
import { frobenius, type Matrix, matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LaneConfig } from "../experiment";
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";

export const regression: LossFormulas<"X" | "Y", "perSample"> = {
  prepare(config) {
    const { X, Y } = drawSamples(config);
    const natural = largestEigenvalue(smallerGram(X)) / config.N;
    const L = config.L ?? natural;
    const c = L / natural;
    const residual = residualNormSq(X, Y, leastSquares(X, Y));
    return {
      matrices: { X, Y },
      scalars: { perSample: c / config.N },
      smoothness: L,
      infimum: (0.5 * c * residual) / config.N,
      rounding: roundingModel(config.N * config.m, {
        rootPerWeight: Math.sqrt((2 * c) / config.N) * frobenius(X),
        root: Math.sqrt((2 * c) / config.N) * frobenius(Y),
      }),
      infimumSource: "value at the least-squares solution",
      samples: config.N,
    };
  },

  at: (o, { X, Y, perSample }, W) => {
    const R = o.subtract(o.matmulNT(X, W), Y);
    return {
      value: () => o.times(o.times(0.5, perSample), o.dot(R, R)),
      gradient: (counts) => o.scale(o.matmulTN(counts ? o.multiply(R, counts) : R, X), perSample),
    };
  },
};

function drawSamples({ m, n, N, cond, noise, pseed }: LaneConfig): { X: Matrix; Y: Matrix } {
  const draws = createDraws(pseed);
  const X = draws.normals(N, n);
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < n; j++) X.data[i * n + j]! *= cond ** ((-0.5 * j) / Math.max(n - 1, 1));
  }
  const Wtrue = draws.normals(m, n);
  const E = draws.normals(N, m);
  const Y = matrix(N, m);
  for (let i = 0; i < N; i++) {
    for (let k = 0; k < m; k++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += X.data[i * n + j]! * Wtrue.data[k * n + j]!;
      Y.data[i * m + k] = sum + noise * E.data[i * m + k]!;
    }
  }
  return { X, Y };
}

/** ‖X Z − Y‖² for Z = n×m. */
function residualNormSq(X: Matrix, Y: Matrix, Z: Matrix): number {
  let total = 0;
  for (let i = 0; i < X.rows; i++) {
    for (let k = 0; k < Y.columns; k++) {
      let sum = -Y.data[i * Y.columns + k]!;
      for (let j = 0; j < X.columns; j++) sum += X.data[i * X.columns + j]! * Z.data[j * Z.columns + k]!;
      total += sum * sum;
    }
  }
  return total;
}
