/**
 * L* of ridge logistic regression: f(w) = (c/N) Σ log(1 + exp(⟨fᵢ, w⟩)) + (λ/2)‖w‖², λ > 0. Strong convexity turns any point
 * into a certified lower bound, f* ≥ f(w) − ‖∇f(w)‖²/(2λ); Newton (up to 650 unknowns, else accelerated descent) makes it tight.
 */
import { solveSpd } from "../../math/factorization";
import { type Matrix, matrix } from "../../math/matrix";

const NEWTON_LIMIT = 650;
const GAP = 1e-14;

export function logisticMinimum(F: Matrix, c: number, lam: number): number {
  const w = new Float64Array(F.columns);
  return F.columns <= NEWTON_LIMIT ? newton(F, c, lam, w) : accelerated(F, c, lam, w);
}

interface Local {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly gradientNormSq: number;
  /** σ(u)(1 − σ(u)) of each sample */
  readonly curvature: Float64Array;
}

function local(F: Matrix, c: number, lam: number, w: Float64Array): Local {
  const weight = c / F.rows;
  const gradient = w.map((x) => lam * x);
  const curvature = new Float64Array(F.rows);
  let value = 0.5 * lam * w.reduce((sum, x) => sum + x * x, 0);
  for (let i = 0; i < F.rows; i++) {
    const f = F.data.subarray(i * F.columns, (i + 1) * F.columns);
    const u = f.reduce((sum, x, j) => sum + x * w[j]!, 0);
    const e = Math.exp(-Math.abs(u));
    const s = u >= 0 ? 1 / (1 + e) : e / (1 + e);
    value += weight * (Math.max(u, 0) + Math.log1p(e));
    curvature[i] = e / (1 + e) ** 2;
    for (let j = 0; j < F.columns; j++) gradient[j]! += weight * s * f[j]!;
  }
  return { value, gradient, gradientNormSq: gradient.reduce((sum, x) => sum + x * x, 0), curvature };
}

/** Newton with halving until the value falls: from 0, f is self-concordant-like and a few dozen steps suffice. */
function newton(F: Matrix, c: number, lam: number, start: Float64Array): number {
  let w = start;
  let at = local(F, c, lam, w);
  for (let k = 0; k < 100 && at.gradientNormSq / (2 * lam) > GAP; k++) {
    const step = solveSpd(hessian(F, c, lam, at.curvature), at.gradient);
    let t = 1;
    let next = local(F, c, lam, descended(w, step, t));
    while (next.value > at.value && t > 1e-6) {
      t /= 2;
      next = local(F, c, lam, descended(w, step, t));
    }
    w = descended(w, step, t);
    at = next;
  }
  return at.value - at.gradientNormSq / (2 * lam);
}

function descended(w: Float64Array, step: Float64Array, t: number): Float64Array {
  return w.map((x, j) => x - t * step[j]!);
}

function hessian(F: Matrix, c: number, lam: number, curvature: Float64Array): Matrix {
  const n = F.columns;
  const H = matrix(n, n);
  for (let i = 0; i < F.rows; i++) {
    const f = F.data.subarray(i * n, (i + 1) * n);
    const d = (c * curvature[i]!) / F.rows;
    for (let a = 0; a < n; a++) for (let b = 0; b <= a; b++) H.data[a * n + b]! += d * f[a]! * f[b]!;
  }
  for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) H.data[b * n + a] = H.data[a * n + b]!;
  for (let a = 0; a < n; a++) H.data[a * n + a]! += lam;
  return H;
}

/** Nesterov's method for smooth strongly convex functions; the returned bound is valid however far it got. */
function accelerated(F: Matrix, c: number, lam: number, start: Float64Array): number {
  const L = (c * F.data.reduce((sum, x) => sum + x * x, 0)) / (4 * F.rows) + lam;
  const momentum = (Math.sqrt(L) - Math.sqrt(lam)) / (Math.sqrt(L) + Math.sqrt(lam));
  let w = start;
  let y = start;
  let best = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < 2000; k++) {
    const at = local(F, c, lam, y);
    best = Math.max(best, at.value - at.gradientNormSq / (2 * lam));
    if (at.gradientNormSq / (2 * lam) <= GAP) break;
    const next = descended(y, at.gradient, 1 / L);
    const from = w;
    y = next.map((x, j) => x + momentum * (x - from[j]!));
    w = next;
  }
  return best;
}
