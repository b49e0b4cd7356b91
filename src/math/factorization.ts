/**
 * What the host computes of symmetric matrices and linear systems, in float64: the largest eigenvalue, Gram matrices,
 * least squares and positive definite systems. Small and dense; engines never call this.
 */
import { type Matrix, matrix, transposed } from "./matrix";
import { singularValues, svd } from "./singularValues";

/** λ_max of a symmetric positive semidefinite matrix; NaN if an entry is not finite. */
export function largestEigenvalue(M: Matrix): number {
  if (!M.data.every(Number.isFinite)) return Number.NaN;
  return M.rows <= DENSE_LIMIT ? (singularValues(M)[0] ?? 0) : lanczosLargestEigenvalue(M);
}

/** Up to this side the O(n³) decomposition is quick; Lanczos needs some ten products with M. */
const DENSE_LIMIT = 8;
const LANCZOS_STEPS = 400;

/** λ_max by Lanczos with full reorthogonalization: stops when the Ritz value no longer moves in float64. */
function lanczosLargestEigenvalue(M: Matrix): number {
  const n = M.rows;
  const basis: Float64Array[] = [];
  const alpha: number[] = [];
  const beta: number[] = [];
  let q = new Float64Array(n).map((_, i) => 1 + 1 / (i + 2));
  let norm = Math.sqrt(inner(q, q));
  let ritz = 0;
  for (let k = 0; k < Math.min(n, LANCZOS_STEPS) && norm > 0; k++) {
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
    if (k % 5 === 4) {
      const previous = ritz;
      ritz = largestOfTridiagonal(alpha, beta);
      if (Math.abs(ritz - previous) <= 2 ** -52 * ritz || norm <= 2 ** -52 * ritz) return ritz;
    }
    beta.push(norm);
    q = w;
  }
  return largestOfTridiagonal(alpha, beta.slice(0, alpha.length - 1));
}

/** Largest eigenvalue of the symmetric tridiagonal matrix, by bisection on Sturm's count. */
function largestOfTridiagonal(alpha: readonly number[], beta: readonly number[]): number {
  const reach = (i: number) => Math.abs(beta[i - 1] ?? 0) + Math.abs(beta[i] ?? 0);
  let low = Math.max(...alpha);
  let high = Math.max(...alpha.map((a, i) => a + reach(i)));
  /** whether an eigenvalue is above x: some pivot of T − xI is positive */
  const isBelowTop = (x: number) => {
    let pivot = alpha[0]! - x;
    for (let i = 1; i < alpha.length && pivot < 0; i++) pivot = alpha[i]! - x - beta[i - 1]! ** 2 / pivot;
    return pivot >= 0;
  };
  for (let k = 0; k < 100 && high - low > 2 ** -52 * Math.abs(high); k++) {
    const middle = low + 0.5 * (high - low);
    if (isBelowTop(middle)) low = middle;
    else high = middle;
  }
  return high;
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

/** The solution x of M x = y for symmetric positive definite M, by Cholesky's M = R Rᵀ. Throws a RangeError if M is not. */
export function solveSpd(M: Matrix, y: Float64Array): Float64Array {
  const n = M.rows;
  const R = M.data.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = R[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= R[i * n + k]! * R[j * n + k]!;
      if (i === j && !(sum > 0)) throw new RangeError("solveSpd: the matrix is not positive definite");
      R[i * n + j] = i === j ? Math.sqrt(sum) : sum / R[j * n + j]!;
    }
  }
  const x = y.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= R[i * n + k]! * x[k]!;
    x[i]! /= R[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= R[k * n + i]! * x[k]!;
    x[i]! /= R[i * n + i]!;
  }
  return x;
}
