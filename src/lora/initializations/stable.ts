/**
 * Starts on the stable and the unstable manifold of V = 0: with ∇ℓ(W0) = U Σ Vᵀ and Z = s N(r×k), A = Z Vᵀ and B = ±U Zᵀ, so that
 * Bᵀuᵢ = ±A vᵢ for every i. With +, in exact arithmetic, the isotropic quadratic flows into the origin although the minimum
 * is elsewhere; with −, BA goes down the gradient and V leaves the origin as fast as it can.
 */

import { type Matrix, matrix, scaled } from "../../math/matrix";
import { createDraws } from "../../math/random";
import { svd } from "../../math/singularValues";
import type { InitializationContext, InitializationFormulas } from "../types";

/** Singular values below this share of σ₁ count as zero. */
const RANK_TOLERANCE = 1e-12;

export const stable: InitializationFormulas = { start: (context) => manifold(context, 1) };
export const unstable: InitializationFormulas = { start: (context) => manifold(context, -1) };

function manifold({ config, W0, m, n, r, gradientAtW0 }: InitializationContext, sign: 1 | -1) {
  const { U, sigma, Vt } = svd(gradientAtW0());
  const k = sigma.filter((s) => s > RANK_TOLERANCE * Math.max(sigma[0]!, 1e-300)).length;
  const Z = scaled(createDraws(config.seed).normals(r, k), config.scale);
  return { W0, B: scaled(leftFactor(U, Z, m, r), sign), A: rightFactor(Z, Vt, r, n) };
}

/** U_k Zᵀ, m×r. */
function leftFactor(U: Matrix, Z: Matrix, m: number, r: number): Matrix {
  const B = matrix(m, r);
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < r; p++) {
      for (let s = 0; s < Z.columns; s++) B.data[i * r + p]! += U.data[i * U.columns + s]! * Z.data[p * Z.columns + s]!;
    }
  }
  return B;
}

/** Z V_kᵀ, r×n. */
function rightFactor(Z: Matrix, Vt: Matrix, r: number, n: number): Matrix {
  const A = matrix(r, n);
  for (let p = 0; p < r; p++) {
    for (let s = 0; s < Z.columns; s++) {
      for (let j = 0; j < n; j++) A.data[p * n + j]! += Z.data[p * Z.columns + s]! * Vt.data[s * n + j]!;
    }
  }
  return A;
}
