/**
 * J on a plane through V = 0 by its quadratic form: BA(x, y) = x² P₁₁ + xy P₁₂ + y² P₂₂ (`plane.ts`), m×n each. −∇J within the plane
 * is −(⟨G, ∂BA/∂x⟩, ⟨G, ∂BA/∂y⟩). Minima within the plane: along conics q(x, y) = q* where BA = q P, single points otherwise.
 */
import { type Matrix, normSq, product } from "../../math/matrix";
import type { Plane } from "./plane";

export interface PlaneForm {
  readonly xx: Matrix;
  readonly xy: Matrix;
  readonly yy: Matrix;
}

/** q(x, y) = xx x² + xy xy + yy y². */
export interface Quadric {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

export function formOf({ across, up }: Plane): PlaneForm {
  const xy = product(across.B, up.A);
  product(up.B, across.A).data.forEach((p, e) => {
    xy.data[e]! += p;
  });
  return { xx: product(across.B, across.A), xy, yy: product(up.B, up.A) };
}

/** BA at (x, y), written into `into`. */
export function productAt({ xx, xy, yy }: PlaneForm, x: number, y: number, into: Matrix): Matrix {
  for (let e = 0; e < into.data.length; e++) {
    into.data[e] = x * x * xx.data[e]! + x * y * xy.data[e]! + y * y * yy.data[e]!;
  }
  return into;
}

/** −∇J within the plane at (x, y), from G = ∇ℓ there. */
export function slopeAt({ xx, xy, yy }: PlaneForm, x: number, y: number, G: Matrix): readonly [number, number] {
  let [gx, gy] = [0, 0];
  for (let e = 0; e < G.data.length; e++) {
    gx -= G.data[e]! * (2 * x * xx.data[e]! + y * xy.data[e]!);
    gy -= G.data[e]! * (x * xy.data[e]! + 2 * y * yy.data[e]!);
  }
  return [gx, gy];
}

/** What is left of a product after the multiple of P, as a share, counts as rounding up to this. */
const COLLINEAR = 1e-9;

/** q and P with BA = q(x, y) P, where the plane has them; else null. */
export function quadricOf({ xx, xy, yy }: PlaneForm): { readonly q: Quadric; readonly P: Matrix } | null {
  const largest = [xx, xy, yy].reduce((max, X) => (normSq(X) > normSq(max) ? X : max));
  const size = normSq(largest);
  if (!(size > 0)) return null;
  const shares = [xx, xy, yy].map((X) => X.data.reduce((sum, x, e) => sum + x * largest.data[e]!, 0) / size);
  const isMultiple = [xx, xy, yy].every((X, i) => {
    const rest = X.data.reduce((sum, x, e) => sum + (x - shares[i]! * largest.data[e]!) ** 2, 0);
    return rest <= COLLINEAR * COLLINEAR * size;
  });
  return isMultiple ? { q: { xx: shares[0]!, xy: shares[1]!, yy: shares[2]! }, P: largest } : null;
}

/** Where f has a minimum strictly between two of `count` places of [low, high], each found to a millionth of the range. */
export function minimaOf(f: (q: number) => number, low: number, high: number, count = 400): readonly number[] {
  const at = (i: number) => low + ((high - low) * i) / count;
  const values = Array.from({ length: count + 1 }, (_, i) => f(at(i)));
  const found: number[] = [];
  for (let i = 1; i < count; i++) {
    if (!(values[i]! < values[i - 1]! && values[i]! <= values[i + 1]!)) continue;
    let [left, right] = [at(i - 1), at(i + 1)];
    // Golden section: each round keeps 0.618 of what is left.
    while (right - left > 1e-6 * (high - low)) {
      const step = 0.381966 * (right - left);
      if (f(left + step) <= f(right - step)) right -= step;
      else left += step;
    }
    found.push((left + right) / 2);
  }
  return found;
}
