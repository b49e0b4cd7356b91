/**
 * The singular value decomposition by one-sided Jacobi rotations (Hestenes): columns are rotated pairwise until all are orthogonal;
 * their lengths are the singular values, accurate to rounding relative to σ₁. O(mn²) a sweep, some eight sweeps: host-side work.
 */
import { type Matrix, matrix, transposed } from "./matrix";

export interface Svd {
  /** m×k, orthonormal columns, k = min(m, n); in each the entry of largest modulus is positive */
  readonly U: Matrix;
  /** σ₁ ≥ … ≥ σ_k ≥ 0 */
  readonly sigma: Float64Array;
  /** k×n, orthonormal rows */
  readonly Vt: Matrix;
}

const EPSILON = 2 ** -52;
const MAX_SWEEPS = 60;

/** The thin decomposition M = U diag(σ) Vᵀ. Entries must be finite. */
export function svd(M: Matrix): Svd {
  if (M.rows < M.columns) {
    const { U, sigma, Vt } = svd(transposed(M));
    return signed({ U: transposed(Vt), sigma, Vt: transposed(U) });
  }
  const n = M.columns;
  const columns = columnsOf(M);
  const right = Array.from({ length: n }, (_, i) => new Float64Array(n).fill(1, i, i + 1));
  orthogonalize(columns, right);
  const norms = columns.map((column) => Math.sqrt(inner(column, column)));
  const order = norms.map((_, i) => i).sort((a, b) => norms[b]! - norms[a]!);
  const U = matrix(M.rows, n);
  const Vt = matrix(n, n);
  const left: Float64Array[] = [];
  order.forEach((from, k) => {
    const unit = norms[from]! > 0 ? columns[from]!.map((x) => x / norms[from]!) : completion(left, M.rows);
    left.push(unit);
    for (let i = 0; i < M.rows; i++) U.data[i * n + k] = unit[i]!;
    Vt.data.set(right[from]!, k * n);
  });
  return signed({ U, sigma: Float64Array.from(order, (from) => norms[from]!), Vt });
}

/** σ₁ ≥ … ≥ σ_k of M, k = min(m, n). */
export function singularValues(M: Matrix): Float64Array {
  const columns = columnsOf(M.rows < M.columns ? transposed(M) : M);
  orthogonalize(columns, null);
  return Float64Array.from(columns, (column) => Math.sqrt(inner(column, column))).sort((a, b) => b - a);
}

function columnsOf(M: Matrix): Float64Array[] {
  return Array.from({ length: M.columns }, (_, j) =>
    Float64Array.from({ length: M.rows }, (_, i) => M.data[i * M.columns + j]!),
  );
}

/** Rotates columns, and `right` with them, until every pair is orthogonal up to rounding. */
function orthogonalize(columns: readonly Float64Array[], right: readonly Float64Array[] | null): void {
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < columns.length; p++) {
      for (let q = p + 1; q < columns.length; q++) {
        const x = columns[p]!;
        const y = columns[q]!;
        const xx = inner(x, x);
        const yy = inner(y, y);
        const xy = inner(x, y);
        if (Math.abs(xy) <= EPSILON * Math.sqrt(xx * yy)) continue;
        rotated = true;
        const zeta = (yy - xx) / (2 * xy);
        const t = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        rotate(x, y, c, c * t);
        if (right) rotate(right[p]!, right[q]!, c, c * t);
      }
    }
    if (!rotated) return;
  }
}

function rotate(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const xi = x[i]!;
    x[i] = c * xi - s * y[i]!;
    y[i] = s * xi + c * y[i]!;
  }
}

/** A unit vector orthogonal to those given: the coordinate vector that is least in their span, orthogonalized twice. */
function completion(basis: readonly Float64Array[], length: number): Float64Array {
  const inSpan = (i: number) => basis.reduce((sum, b) => sum + b[i]! * b[i]!, 0);
  let best = 0;
  for (let i = 1; i < length; i++) if (inSpan(i) < inSpan(best)) best = i;
  const unit = new Float64Array(length);
  unit[best] = 1;
  for (let pass = 0; pass < 2; pass++) {
    for (const b of basis) {
      const c = inner(b, unit);
      for (let i = 0; i < length; i++) unit[i]! -= c * b[i]!;
    }
  }
  const norm = Math.sqrt(inner(unit, unit));
  return unit.map((x) => x / norm);
}

/** Fixes the signs of each pair of singular vectors by the left one. */
function signed({ U, sigma, Vt }: Svd): Svd {
  for (let k = 0; k < sigma.length; k++) {
    let peak = 0;
    for (let i = 0; i < U.rows; i++) {
      const x = U.data[i * U.columns + k]!;
      if (Math.abs(x) > Math.abs(peak)) peak = x;
    }
    if (peak >= 0) continue;
    for (let i = 0; i < U.rows; i++) U.data[i * U.columns + k]! *= -1;
    for (let j = 0; j < Vt.columns; j++) Vt.data[k * Vt.columns + j]! *= -1;
  }
  return { U, sigma, Vt };
}

function inner(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
