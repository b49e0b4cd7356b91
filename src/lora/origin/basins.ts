/**
 * Which ends of descent belong together: those with one product BA, since J sees nothing else of V, and for r = 1 those on one side
 * of the origin: (B, A) and (−B, −A) are joined by no path of constant BA, while for r ≥ 2 rotations of the factors join them.
 * Leaves out whether an end is a minimum: a path that rests near a saddle is counted where it rests, and `moves` says whether it rests.
 */
import { normSq, product } from "../../math/matrix";
import type { Factors } from "./saddle";

export interface End {
  readonly V: Factors;
  /** V some steps before, by whose product one sees whether the path still moves */
  readonly before: Factors;
  /** ‖V‖² at its start */
  readonly startNormSq: number;
  readonly loss: number;
}

export interface Basin {
  readonly kind: "minimum" | "origin" | "moving" | "diverged";
  readonly count: number;
  /** of its first member: J, ‖BA‖; NaN where ends differ */
  readonly loss: number;
  readonly size: number;
  /** for r = 1: on which side of the origin, by the sign of the first entry of B that is not small; else 0 */
  readonly side: -1 | 0 | 1;
}

/** Products closer than this share of the largest one count as the same. */
const SAME = 0.05;
/** A path whose product changes by less than this share of it over its last part rests. */
const AT_REST = 0.01;
/** A path that has lost all but this share of its ‖V‖² has gone to the origin. */
const AT_ORIGIN = 1e-6;

export interface Sorted {
  readonly basins: readonly Basin[];
  /** of each end, the index of its basin */
  readonly of: readonly number[];
}

export function basinsOf(ends: readonly End[]): Sorted {
  const products = ends.map(({ V }) => product(V.B, V.A).data);
  const finite = products.filter((P) => P.every(Number.isFinite));
  const largest = Math.max(0, ...finite.map(lengthOf));
  const tolerance = SAME * largest;
  const found: { basin: Basin; product: Float64Array; members: number[] }[] = [];
  ends.forEach((end, i) => {
    const product = products[i]!;
    const kind = kindOf(end, product, tolerance);
    const side = kind === "minimum" ? sideOf(end.V) : 0;
    const isSame = (other: (typeof found)[number]) =>
      other.basin.kind === kind &&
      (kind !== "minimum" || (other.basin.side === side && distance(other.product, product) <= tolerance));
    const known = found.find(isSame);
    if (known) known.members.push(i);
    else {
      const [loss, size] =
        kind === "minimum" || kind === "origin" ? [end.loss, lengthOf(product)] : [Number.NaN, Number.NaN];
      found.push({ basin: { kind, side, loss, size, count: 0 }, product, members: [i] });
    }
  });
  // The fullest first; what is no basin last.
  const rank = ({ basin }: (typeof found)[number]) => ["minimum", "origin", "moving", "diverged"].indexOf(basin.kind);
  found.sort((a, b) => rank(a) - rank(b) || b.members.length - a.members.length);
  const of = new Array<number>(ends.length).fill(0);
  found.forEach(({ members }, k) => {
    for (const i of members) of[i] = k;
  });
  return { basins: found.map(({ basin, members }) => ({ ...basin, count: members.length })), of };
}

function kindOf({ V, before, loss, startNormSq }: End, BA: Float64Array, tolerance: number): Basin["kind"] {
  if (!Number.isFinite(loss) || !BA.every(Number.isFinite)) return "diverged";
  if (distance(BA, product(before.B, before.A).data) > AT_REST * Math.max(lengthOf(BA), tolerance)) return "moving";
  const sizeSq = normSq(V.B) + normSq(V.A);
  return sizeSq <= Math.max(tolerance, AT_ORIGIN * startNormSq) ? "origin" : "minimum";
}

function sideOf({ B }: Factors): -1 | 0 | 1 {
  if (B.columns !== 1) return 0;
  const largest = B.data.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  const first = B.data.find((x) => Math.abs(x) > largest / 2) ?? 0;
  return first < 0 ? -1 : 1;
}

function lengthOf(x: Float64Array): number {
  return Math.sqrt(x.reduce((sum, xi) => sum + xi * xi, 0));
}

function distance(x: Float64Array, y: Float64Array): number {
  return Math.sqrt(x.reduce((sum, xi, e) => sum + (xi - y[e]!) ** 2, 0));
}
