/**
 * Factorizations in float64: ml-matrix behind our conventions. Singular vectors carry the sign rule that makes the entry of
 * largest modulus in each left vector positive, so that a draw along them is the same everywhere. Host-side work: O(n³).
 */
import {
  CholeskyDecomposition,
  EigenvalueDecomposition,
  Matrix as MlMatrix,
  SingularValueDecomposition,
} from "ml-matrix";
import { type Matrix, matrix, transposed } from "./matrix";

const toMl = (M: Matrix) => MlMatrix.from1DArray(M.rows, M.columns, M.data);

export interface Svd {
  /** m×k, orthonormal columns, k = min(m, n) */
  readonly U: Matrix;
  /** σ₁ ≥ … ≥ σ_k ≥ 0 */
  readonly sigma: Float64Array;
  /** k×n, orthonormal rows */
  readonly Vt: Matrix;
}

/** The thin singular value decomposition M = U diag(σ) Vᵀ. */
export function svd(M: Matrix): Svd {
  const { leftSingularVectors, rightSingularVectors, diagonal } = new SingularValueDecomposition(toMl(M), {
    autoTranspose: true,
  });
  const k = Math.min(M.rows, M.columns);
  const U = matrix(M.rows, k);
  const Vt = matrix(k, M.columns);
  for (let s = 0; s < k; s++) {
    let peak = 0;
    for (let i = 0; i < M.rows; i++) {
      const x = leftSingularVectors.get(i, s);
      if (Math.abs(x) > Math.abs(peak)) peak = x;
    }
    const sign = peak < 0 ? -1 : 1;
    for (let i = 0; i < M.rows; i++) U.data[i * k + s] = sign * leftSingularVectors.get(i, s);
    for (let j = 0; j < M.columns; j++) Vt.data[s * M.columns + j] = sign * rightSingularVectors.get(j, s);
  }
  return { U, sigma: Float64Array.from(diagonal.slice(0, k)), Vt };
}

/** λ_max of a symmetric positive semidefinite matrix; NaN if an entry is not finite. */
export function largestEigenvalue(M: Matrix): number {
  if (!M.data.every(Number.isFinite)) return Number.NaN;
  return M.rows <= DENSE_LIMIT ? denseLargestEigenvalue(M) : lanczosLargestEigenvalue(M);
}

/** Above this side the O(n³) decomposition would be felt; Lanczos needs a few hundred products. */
const DENSE_LIMIT = 128;

function denseLargestEigenvalue(M: Matrix): number {
  const { realEigenvalues } = new EigenvalueDecomposition(toMl(M), { assumeSymmetric: true });
  return realEigenvalues.reduce((a, b) => Math.max(a, b), 0);
}

/** λ_max by Lanczos with full reorthogonalization: stops when the Ritz value no longer moves in float64. */
function lanczosLargestEigenvalue(M: Matrix): number {
  const n = M.rows;
  const basis: Float64Array[] = [];
  const alpha: number[] = [];
  const beta: number[] = [];
  let q = new Float64Array(n).map((_, i) => 1 + 1 / (i + 2));
  let norm = Math.hypot(...q);
  let ritz = 0;
  for (let k = 0; k < Math.min(n, 400) && norm > 0; k++) {
    q = q.map((x) => x / norm);
    basis.push(q);
    const w = product(M, q);
    alpha.push(inner(q, w));
    for (let pass = 0; pass < 2; pass++) {
      for (const b of basis) {
        const c = inner(b, w);
        for (let i = 0; i < n; i++) w[i]! -= c * b[i]!;
      }
    }
    norm = Math.sqrt(inner(w, w));
    if (k % 10 === 9 || k === n - 1) {
      const previous = ritz;
      ritz = denseLargestEigenvalue(tridiagonal(alpha, beta));
      if (Math.abs(ritz - previous) <= 2 ** -52 * ritz || norm <= 2 ** -52 * ritz) return ritz;
    }
    beta.push(norm);
    q = w;
  }
  return Math.max(ritz, denseLargestEigenvalue(tridiagonal(alpha, beta)));
}

function tridiagonal(alpha: readonly number[], beta: readonly number[]): Matrix {
  const T = matrix(alpha.length, alpha.length);
  alpha.forEach((a, i) => {
    T.data[i * alpha.length + i] = a;
    if (i + 1 < alpha.length) {
      T.data[i * alpha.length + i + 1] = beta[i]!;
      T.data[(i + 1) * alpha.length + i] = beta[i]!;
    }
  });
  return T;
}

function product(M: Matrix, x: Float64Array): Float64Array<ArrayBuffer> {
  const y = new Float64Array(M.rows);
  for (let i = 0; i < M.rows; i++) y[i] = inner(M.data.subarray(i * M.columns, (i + 1) * M.columns), x);
  return y;
}

function inner(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** The Gram matrix of smaller side, X Xᵀ or Xᵀ X: both have the same positive eigenvalues. */
export function smallerGram(X: Matrix): Matrix {
  const rows = X.rows < X.columns ? X : transposed(X);
  const G = matrix(rows.rows, rows.rows);
  for (let i = 0; i < rows.rows; i++) {
    const xi = rows.data.subarray(i * rows.columns, (i + 1) * rows.columns);
    for (let j = 0; j <= i; j++) {
      const g = inner(xi, rows.data.subarray(j * rows.columns, (j + 1) * rows.columns));
      G.data[i * rows.rows + j] = g;
      G.data[j * rows.rows + i] = g;
    }
  }
  return G;
}

/** The minimizer X of ‖M X − Y‖ of least norm: V Σ⁺ Uᵀ Y, singular values at round-off counting as 0 (as NumPy's lstsq does). */
export function leastSquares(M: Matrix, Y: Matrix): Matrix {
  const { U, sigma, Vt } = svd(M);
  const cut = 2 ** -52 * Math.max(M.rows, M.columns) * (sigma[0] ?? 0);
  const X = matrix(M.columns, Y.columns);
  sigma.forEach((s, k) => {
    if (s <= cut) return;
    for (let c = 0; c < Y.columns; c++) {
      let projection = 0;
      for (let i = 0; i < M.rows; i++) projection += U.data[i * U.columns + k]! * Y.data[i * Y.columns + c]!;
      for (let j = 0; j < M.columns; j++) {
        X.data[j * Y.columns + c]! += (projection / s) * Vt.data[k * M.columns + j]!;
      }
    }
  });
  return X;
}

/** The solution x of M x = y for symmetric positive definite M. */
export function solveSpd(M: Matrix, y: Float64Array): Float64Array {
  const x = new CholeskyDecomposition(toMl(M)).solve(MlMatrix.columnVector(y));
  return Float64Array.from(x.to1DArray());
}
