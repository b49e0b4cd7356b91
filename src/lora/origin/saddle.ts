/**
 * The stationary point V = 0, from G0 = ∇ℓ(W0) = Σ σᵢ uᵢ vᵢᵀ alone: J(V) = ℓ(W0) + ⟨G0, BA⟩ + O(‖V‖⁴) (theory §b). Its Hessian takes
 * (B, A) to (G0 Aᵀ, Bᵀ G0): with bᵢ = Bᵀuᵢ and aᵢ = A vᵢ ∈ Rʳ, bᵢ + aᵢ belongs to the eigenvalue σᵢ (descent shrinks it: stable),
 * bᵢ − aᵢ to −σᵢ (descent feeds it: unstable), and what no uᵢ or vᵢ sees to 0 (neutral). B is m×r, A is r×n.
 * Leaves out what the loss does beyond second order: away from 0 the stable set is curved for most losses.
 */
import { type Matrix, matrix, normSq } from "../../math/matrix";
import { svd } from "../../math/singularValues";

/** V = [B; Aᵀ], by its two factors. */
export interface Factors {
  /** m×r */
  readonly B: Matrix;
  /** r×n */
  readonly A: Matrix;
}

export interface Saddle {
  readonly m: number;
  readonly n: number;
  readonly r: number;
  /** σ₁ ≥ … ≥ σ_k > 0, k = rank G0 */
  readonly sigma: Float64Array;
  /** uᵢ is row i: k×m */
  readonly Ut: Matrix;
  /** vᵢ is row i: k×n */
  readonly Vt: Matrix;
}

export interface Eigenvalue {
  readonly value: number;
  readonly multiplicity: number;
}

/** Singular values below this share of σ₁ count as 0, as in the initializations that start from them. */
const RANK_TOLERANCE = 1e-12;

/** The saddle that a lane of rank r has at V = 0. */
export function saddleOf(G0: Matrix, r: number): Saddle {
  const { U, sigma, Vt } = svd(G0);
  const k = sigma.filter((s) => s > 0 && s >= RANK_TOLERANCE * sigma[0]!).length;
  const Ut = matrix(k, G0.rows);
  for (let i = 0; i < k; i++) {
    for (let row = 0; row < G0.rows; row++) Ut.data[i * G0.rows + row] = U.data[row * U.columns + i]!;
  }
  const V = matrix(k, G0.columns, Vt.data.slice(0, k * G0.columns));
  return { m: G0.rows, n: G0.columns, r, sigma: sigma.slice(0, k), Ut, Vt: V };
}

/** Eigenvalues of the Hessian of J at 0, from the largest: σᵢ and −σᵢ, r times each, and 0 with multiplicity r(m + n − 2k). */
export function eigenvaluesOf({ m, n, r, sigma }: Saddle): readonly Eigenvalue[] {
  const values = [...sigma];
  const zeros = r * (m + n - 2 * values.length);
  return [
    ...values.map((value) => ({ value, multiplicity: r })),
    ...(zeros > 0 ? [{ value: 0, multiplicity: zeros }] : []),
    ...values.reverse().map((value) => ({ value: -value, multiplicity: r })),
  ];
}

/** The unit vector B = sign uᵢ zᵀ/√2, A = z vᵢᵀ/√2, an eigenvector of sign·σᵢ: stable with sign 1, unstable with −1; z ∈ Rʳ, ‖z‖ = 1. */
export function eigenvectorOf({ m, n, r, Ut, Vt }: Saddle, i: number, sign: 1 | -1, z: Float64Array): Factors {
  const B = matrix(m, r);
  const A = matrix(r, n);
  for (let p = 0; p < r; p++) {
    const length = z[p]! / Math.SQRT2;
    for (let row = 0; row < m; row++) B.data[row * r + p] = sign * length * Ut.data[i * m + row]!;
    for (let column = 0; column < n; column++) A.data[p * n + column] = length * Vt.data[i * n + column]!;
  }
  return { B, A };
}

/**
 * The unit z ∈ Rʳ along which V goes in the leading eigenspaces: Bᵀu₁ − A v₁, or Bᵀu₁ + A v₁ where that is 0 up to rounding,
 * or the first coordinate where both are.
 */
export function leadingDirectionOf(saddle: Saddle, V: Factors): Float64Array {
  const { b, a } = coordinatesOf(saddle, V);
  const scale = normOf(V);
  for (const sign of [-1, 1]) {
    const z = Float64Array.from({ length: saddle.r }, (_, p) => b[p]! + sign * a[p]!);
    const length = Math.sqrt(z.reduce((sum, x) => sum + x * x, 0));
    if (length > RANK_TOLERANCE * scale) return z.map((x) => x / length);
  }
  return Float64Array.from({ length: saddle.r }, (_, p) => (p === 0 ? 1 : 0));
}

/** The orthogonal projections of V on the three eigenspaces, which add up to V. */
export interface Components {
  readonly stable: Factors;
  readonly unstable: Factors;
  readonly neutral: Factors;
}

export function componentsOf(saddle: Saddle, V: Factors): Components {
  const { b, a } = coordinatesOf(saddle, V);
  const half = (sign: 1 | -1) => b.map((x, e) => (x + sign * a[e]!) / 2);
  const [sum, difference] = [half(1), half(-1)];
  const stable = fromCoordinates(saddle, sum, sum);
  const unstable = fromCoordinates(
    saddle,
    difference,
    difference.map((x) => -x),
  );
  return { stable, unstable, neutral: { B: rest(V.B, stable.B, unstable.B), A: rest(V.A, stable.A, unstable.A) } };
}

/** Norms of the three projections: ‖V‖² is the sum of their squares. */
export interface ComponentNorms {
  readonly stable: number;
  readonly unstable: number;
  readonly neutral: number;
}

export function componentNormsOf(saddle: Saddle, V: Factors): ComponentNorms {
  const { stable, unstable, neutral } = componentsOf(saddle, V);
  return { stable: normOf(stable), unstable: normOf(unstable), neutral: normOf(neutral) };
}

/** Norms of the projections of V on the directions of each σᵢ alone: ‖bᵢ + aᵢ‖/√2 and ‖bᵢ − aᵢ‖/√2. */
export interface DirectionNorms {
  readonly stable: Float64Array;
  readonly unstable: Float64Array;
}

export function directionNormsOf(saddle: Saddle, V: Factors): DirectionNorms {
  const { sigma, r } = saddle;
  const { b, a } = coordinatesOf(saddle, V);
  const norms = (sign: 1 | -1) =>
    sigma.map((_, i) => {
      let sumSq = 0;
      for (let e = i * r; e < (i + 1) * r; e++) sumSq += (b[e]! + sign * a[e]!) ** 2;
      return Math.sqrt(sumSq / 2);
    });
  return { stable: norms(1), unstable: norms(-1) };
}

/** ‖V‖ */
export function normOf({ B, A }: Factors): number {
  return Math.sqrt(normSq(B) + normSq(A));
}

/** By what a step of length η multiplies the fastest unstable component: 1 + ησ₁. */
export function escapeFactorOf({ sigma }: Saddle, eta: number): number {
  return 1 + eta * (sigma[0] ?? 0);
}

/** u0 = |Bᵀu₁ − A v₁|/2, what the fastest unstable component starts from; over all i with σᵢ = σ₁ where there are several. */
export function escapeSeedOf(saddle: Saddle, V: Factors): number {
  const { sigma, r } = saddle;
  const { b, a } = coordinatesOf(saddle, V);
  const leading = sigma.filter((s) => s >= (1 - RANK_TOLERANCE) * sigma[0]!).length;
  let sumSq = 0;
  for (let e = 0; e < leading * r; e++) sumSq += (b[e]! - a[e]!) ** 2;
  return Math.sqrt(sumSq) / 2;
}

/** What an escape along the fastest unstable direction depends on. */
export interface Escape {
  readonly sigma1: number;
  /** u0, see escapeSeedOf */
  readonly seed: number;
  readonly L: number;
  readonly eta: number;
}

/**
 * Steps of length η until J has fallen by σ₁²/(4L), starting from V near 0: ln(√(σ₁/(2L))/u0)/ln(1 + ησ₁) (theory §b).
 * Infinity on the stable and neutral directions, where nothing leads away; 0 where V has left already.
 */
export function escapeTime({ sigma1, seed, L, eta }: Escape): number {
  const growth = Math.log1p(eta * sigma1);
  if (!(growth > 0)) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.log(Math.sqrt(sigma1 / (2 * L)) / seed) / growth);
}

/** The same from V itself. */
export function escapeTimeOf(saddle: Saddle, V: Factors, { L, eta }: Pick<Escape, "L" | "eta">): number {
  return escapeTime({ sigma1: saddle.sigma[0] ?? 0, seed: escapeSeedOf(saddle, V), L, eta });
}

/** bᵢ = Bᵀuᵢ and aᵢ = A vᵢ, as rows of two k×r matrices. */
function coordinatesOf({ m, n, r, sigma, Ut, Vt }: Saddle, { B, A }: Factors) {
  const k = sigma.length;
  const b = new Float64Array(k * r);
  const a = new Float64Array(k * r);
  for (let i = 0; i < k; i++) {
    for (let p = 0; p < r; p++) {
      for (let row = 0; row < m; row++) b[i * r + p]! += Ut.data[i * m + row]! * B.data[row * r + p]!;
      for (let column = 0; column < n; column++) a[i * r + p]! += A.data[p * n + column]! * Vt.data[i * n + column]!;
    }
  }
  return { b, a };
}

/** The V with those coordinates and nothing beside them: B = Σ uᵢ bᵢᵀ, A = Σ aᵢ vᵢᵀ. */
function fromCoordinates({ m, n, r, sigma, Ut, Vt }: Saddle, b: Float64Array, a: Float64Array): Factors {
  const B = matrix(m, r);
  const A = matrix(r, n);
  for (let i = 0; i < sigma.length; i++) {
    for (let p = 0; p < r; p++) {
      for (let row = 0; row < m; row++) B.data[row * r + p]! += Ut.data[i * m + row]! * b[i * r + p]!;
      for (let column = 0; column < n; column++) A.data[p * n + column]! += Vt.data[i * n + column]! * a[i * r + p]!;
    }
  }
  return { B, A };
}

/** X − Y − Z */
function rest(X: Matrix, Y: Matrix, Z: Matrix): Matrix {
  return matrix(
    X.rows,
    X.columns,
    X.data.map((x, e) => x - Y.data[e]! - Z.data[e]!),
  );
}
