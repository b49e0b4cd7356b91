/**
 * ℓ(W) = c/(2N) ‖X Wᵀ − Y‖², linear regression on N samples: X N×n with column scales falling from 1 to 1/√cond,
 * Y = X W_trueᵀ + noise. Smoothness c λ_max(XᵀX)/N; L* is the value at the least-squares solution.
 */
import { largestEigenvalue, leastSquares, smallerGram } from "../../math/factorization";
import { frobenius, type Matrix, matrix, stacked } from "../../math/matrix";
import type { LaneConfig } from "../experiment";
import type { Clients, LossFormulas } from "../types";
import { drawClients } from "./clients";
import { roundingModel } from "./rounding";

export const regression: LossFormulas<"X" | "Y", "perSample"> = {
  prepare(config, _, clients) {
    const { X, Y } = drawSamples(config, clients);
    const N = X.rows;
    const natural = largestEigenvalue(smallerGram(X)) / N;
    const L = config.L ?? natural;
    const c = L / natural;
    const residual = residualNormSq(X, Y, leastSquares(X, Y));
    return {
      matrices: { X, Y },
      scalars: { perSample: c / N },
      smoothness: L,
      infimum: (0.5 * c * residual) / N,
      rounding: roundingModel(N * config.m, {
        rootPerWeight: Math.sqrt((2 * c) / N) * frobenius(X),
        root: Math.sqrt((2 * c) / N) * frobenius(Y),
      }),
      infimumSource: "value at the least-squares solution",
      samples: N,
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

function drawSamples({ m, n, N, cond, noise, pseed }: LaneConfig, clients?: Clients | null): { X: Matrix; Y: Matrix } {
  const drawn = drawClients(pseed, clients, (draws) => {
    const X = draws.normals(N, n);
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < n; j++) X.data[i * n + j]! *= cond ** ((-0.5 * j) / Math.max(n - 1, 1));
    }
    return { X, teacher: draws.normals(m, n), E: draws.normals(N, m) };
  });
  return { X: stacked(drawn.map(({ X }) => X)), Y: stacked(drawn.map((each) => labels(each, noise))) };
}

/** X Wᵀ + noise E for the teacher W. */
function labels({ X, teacher: W, E }: Readonly<Record<"X" | "teacher" | "E", Matrix>>, noise: number): Matrix {
  const Y = matrix(X.rows, W.rows);
  for (let i = 0; i < Y.rows; i++) {
    for (let k = 0; k < Y.columns; k++) {
      let sum = 0;
      for (let j = 0; j < X.columns; j++) sum += X.data[i * X.columns + j]! * W.data[k * X.columns + j]!;
      Y.data[i * Y.columns + k] = sum + noise * E.data[i * Y.columns + k]!;
    }
  }
  return Y;
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
