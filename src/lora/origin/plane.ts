/**
 * A plane through V = 0 spanned by two orthonormal directions E₁, E₂ of V-space, and J on it. W is a quadratic form there:
 * V = x E₁ + y E₂ has BA = x² B₁A₁ + xy (B₁A₂ + B₂A₁) + y² B₂A₂, so that J and its gradient within the plane cost one evaluation
 * of the loss a point. Where the three products are multiples of one matrix P (1×1; the saddle's own plane), BA = q(x, y) P and
 * level lines are conics. Leaves out what lies beside the plane: `projectionOn` says how far a point is from it.
 */
import { matrix } from "../../math/matrix";
import { svd } from "../../math/singularValues";
import { eigenvectorOf, type Factors, leadingDirectionOf, normOf, type Saddle } from "./saddle";

/** Two orthonormal directions of V-space. */
export interface Plane {
  readonly across: Factors;
  readonly up: Factors;
}

export interface PlanePoint {
  readonly x: number;
  readonly y: number;
  /** how far V is from the plane */
  readonly distance: number;
}

/** Of a direction, less than this share left by those before it counts as dependent on them. */
const DEPENDENT = 1e-9;

/** ⟨V, V'⟩ */
export function innerOf(V: Factors, W: Factors): number {
  let sum = 0;
  for (let e = 0; e < V.B.data.length; e++) sum += V.B.data[e]! * W.B.data[e]!;
  for (let e = 0; e < V.A.data.length; e++) sum += V.A.data[e]! * W.A.data[e]!;
  return sum;
}

/** V + s V', a new one. */
export function plusScaled(V: Factors, s: number, W: Factors): Factors {
  const add = (X: Factors["B"], Y: Factors["B"]) =>
    matrix(
      X.rows,
      X.columns,
      X.data.map((x, e) => x + s * Y.data[e]!),
    );
  return { B: add(V.B, W.B), A: add(V.A, W.A) };
}

/** The plane of the first two candidates that are linearly independent; null if there are none. */
export function planeThrough(candidates: readonly Factors[]): Plane | null {
  const basis: Factors[] = [];
  for (const candidate of candidates) {
    let rest = candidate;
    // Twice: once is not orthogonal to rounding where little is left.
    for (let pass = 0; pass < 2; pass++) {
      for (const E of basis) rest = plusScaled(rest, -innerOf(E, rest), E);
    }
    const length = normOf(rest);
    if (!(length > DEPENDENT * normOf(candidate))) continue;
    basis.push(plusScaled(rest, 1 / length - 1, rest));
    if (basis.length === 2) return { across: basis[0]!, up: basis[1]! };
  }
  return null;
}

/**
 * The plane of the leading unstable (across) and stable (up) direction at 0. Each belongs to a whole space of dimension r:
 * that member is taken along which `V` goes (the direction of Bᵀu₁ − A v₁, or of Bᵀu₁ + A v₁ where that is 0).
 */
export function saddlePlane(saddle: Saddle, V: Factors): Plane | null {
  if (saddle.sigma.length === 0) return null;
  const z = leadingDirectionOf(saddle, V);
  return { across: eigenvectorOf(saddle, 0, -1, z), up: eigenvectorOf(saddle, 0, 1, z) };
}

/** The plane of the two leading principal components of points seen from V = 0: what is nearest to them all. */
export function principalPlane(points: readonly Factors[], otherwise: readonly Factors[]): Plane | null {
  const first = points[0];
  if (!first) return planeThrough(otherwise);
  const dimension = first.B.data.length + first.A.data.length;
  const stacked = matrix(points.length, dimension);
  points.forEach(({ B, A }, i) => {
    stacked.data.set(B.data, i * dimension);
    stacked.data.set(A.data, i * dimension + B.data.length);
  });
  const { sigma, Vt } = svd(stacked);
  const components = [...sigma.subarray(0, 2)].flatMap((s, i) => {
    if (!(s > DEPENDENT * sigma[0]!)) return [];
    const row = Vt.data.slice(i * dimension, (i + 1) * dimension);
    const B = matrix(first.B.rows, first.B.columns, row.slice(0, first.B.data.length));
    return { B, A: matrix(first.A.rows, first.A.columns, row.slice(first.B.data.length)) };
  });
  return planeThrough([...components, ...otherwise]);
}

export function projectionOn({ across, up }: Plane, V: Factors): PlanePoint {
  const x = innerOf(across, V);
  const y = innerOf(up, V);
  return { x, y, distance: normOf(plusScaled(plusScaled(V, -x, across), -y, up)) };
}

/** V moved within the plane's directions so that its coordinates become (x, y); what it has beside the plane stays. */
export function movedTo(plane: Plane, V: Factors, x: number, y: number): Factors {
  const at = projectionOn(plane, V);
  return plusScaled(plusScaled(V, x - at.x, plane.across), y - at.y, plane.up);
}

/** The share of a path's length that its projection keeps: 1 if it never leaves the plane's directions; null if it does not move. */
export function lengthShare(plane: Plane, path: readonly Factors[]): number | null {
  let whole = 0;
  let kept = 0;
  for (let i = 1; i < path.length; i++) {
    const step = plusScaled(path[i]!, -1, path[i - 1]!);
    whole += normOf(step);
    kept += Math.hypot(innerOf(plane.across, step), innerOf(plane.up, step));
  }
  return whole > 0 ? Math.min(1, kept / whole) : null;
}

/** The points of a path at `count` places of equal distance along it, its end included. */
export function evenlyAlong(path: readonly Factors[], count: number): readonly Factors[] {
  const lengths = [0];
  for (let i = 1; i < path.length; i++) {
    lengths.push(lengths[i - 1]! + normOf(plusScaled(path[i]!, -1, path[i - 1]!)));
  }
  const whole = lengths.at(-1) ?? 0;
  const chosen: Factors[] = [];
  let i = 0;
  for (let k = 1; k <= count; k++) {
    while (i < path.length - 1 && lengths[i]! < (whole * k) / count) i++;
    if (path[i]) chosen.push(path[i]!);
  }
  return chosen;
}
