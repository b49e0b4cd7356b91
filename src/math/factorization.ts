/**
 * What the host computes of symmetric matrices and linear systems, in float64: the largest eigenvalue, Gram matrices,
 * least squares and positive definite systems. Small and dense; engines never call this.
 */
import { type Matrix, matrix, transposed } from "./matrix";
import { svd } from "./singularValues";

/** λ_max of a symmetric positive semidefinite matrix; NaN if an entry is not finite. */
export function largestEigenvalue(M: Matrix): number {
  return M.rows <= DENSE_LIMIT ? largestOfTridiagonal(...tridiagonalized(M), M.rows) : lanczosLargestEigenvalue(M);
}

/** Up to this side the O(n³) decomposition is quick; Lanczos needs some ten products with M. */
export const DENSE_LIMIT = 48;
const LANCZOS_STEPS = 400;

/** Diagonal and positive side diagonal of QᵀMQ, by Householder reflections from the last row up. */
function tridiagonalized({ rows: n, data }: Matrix): [alpha: Float64Array, beta: Float64Array] {
  const M = data.slice();
  const alpha = new Float64Array(n);
  const beta = new Float64Array(Math.max(n - 1, 0));
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = n - 1; k > 0; k--) {
    // The reflection by v = row k left of the diagonal, with ‖row‖ added to its last entry, leaves one entry beside the diagonal.
    let normSq = 0;
    for (let j = 0; j < k; j++) {
      const x = M[k * n + j]!;
      v[j] = x;
      normSq += x * x;
    }
    const norm = Math.sqrt(normSq);
    const last = v[k - 1]!;
    alpha[k] = M[k * n + k]!;
    beta[k - 1] = norm;
    const half = normSq + norm * Math.abs(last);
    if (half === 0) continue;
    v[k - 1] = last < 0 ? last - norm : last + norm;
    // w = Mv/half − v (vᵀMv)/(2 half²): M becomes M − vwᵀ − wvᵀ
    let product = 0;
    for (let i = 0; i < k; i++) {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += M[i * n + j]! * v[j]!;
      w[i] = sum / half;
      product += w[i]! * v[i]!;
    }
    const share = product / (2 * half);
    for (let j = 0; j < k; j++) w[j]! -= share * v[j]!;
    for (let i = 0; i < k; i++) {
      const vi = v[i]!;
      const wi = w[i]!;
      for (let j = 0; j < k; j++) M[i * n + j]! -= vi * w[j]! + wi * v[j]!;
    }
  }
  alpha[0] = M[0]!;
  return [alpha, beta];
}

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
      ritz = largestOfTridiagonal(alpha, beta, alpha.length);
      if (Math.abs(ritz - previous) <= 2 ** -52 * ritz || norm <= 2 ** -52 * ritz) return ritz;
    }
    beta.push(norm);
    q = w;
  }
  return largestOfTridiagonal(alpha, beta, alpha.length);
}

/** Steps before giving up on the last bit. */
const LAGUERRE_STEPS = 100;

/**
 * Largest eigenvalue of the symmetric tridiagonal matrix T of side n: the largest root of its characteristic polynomial p, all of
 * whose roots are real, so that Laguerre's method falls to it from Gershgorin's bound. p′/p and its derivative by the pivots d of
 * xI − T. NaN if an entry is not finite.
 */
export function largestOfTridiagonal(alpha: ArrayLike<number>, beta: ArrayLike<number>, n: number): number {
  let x = 0;
  for (let i = 0; i < n; i++) {
    x = Math.max(x, alpha[i]! + (i > 0 ? beta[i - 1]! : 0) + (i + 1 < n ? beta[i]! : 0));
  }
  if (!Number.isFinite(x)) return Number.NaN;
  for (let step = 0; step < LAGUERRE_STEPS; step++) {
    // 1/d, d′ and d″; Σ d′/d = p′/p and Σ (d′/d)² − d″/d = −(p′/p)′
    let inverse = 1 / (x - alpha[0]!);
    let first = 1;
    let second = 0;
    let sum = inverse;
    let sumSq = inverse * inverse;
    for (let i = 1; i < n; i++) {
      const ratio = beta[i - 1]! * beta[i - 1]! * inverse;
      const slope = first * inverse;
      second = ratio * (second * inverse - 2 * slope * slope);
      first = 1 + ratio * slope;
      inverse = 1 / (x - alpha[i]! - ratio);
      const term = first * inverse;
      sum += term;
      sumSq += term * term - second * inverse;
    }
    // Rounding ends the fall: above the root the step is below the last bit, at it the sums are infinite, below it negative.
    const fall = n / (sum + Math.sqrt(Math.max(0, (n - 1) * (n * sumSq - sum * sum))));
    if (!(sum > 0 && fall > 2 ** -53 * x)) return x;
    x -= fall;
  }
  return x;
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
  const { rows: side, columns, data } = X.rows < X.columns ? X : transposed(X);
  const G = matrix(side, side);
  for (let i = 0; i < side; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += data[i * columns + k]! * data[j * columns + k]!;
      G.data[i * side + j] = sum;
      G.data[j * side + i] = sum;
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
