/**
 * Stationary points of the isotropic quadratic over factors of rank r (theory §b): W − W0 = Σ_{i∈S} σᵢuᵢvᵢᵀ with |S| ≤ r, triplets of
 * W* − W0. All but S = {1 … r} are strict saddles; the loss there is (L/2)Σ_{i∉S} σᵢ². Here: the one that a point is nearest to.
 */

export interface Subsum {
  /** indices i ∈ S, from 1, in order */
  readonly triplets: readonly number[];
  /** ‖W − W0 − Σ_{i∈S} σᵢuᵢvᵢᵀ‖ */
  readonly distance: number;
}

/**
 * The sub-sum nearest to X = W − W0, given cᵢ = uᵢᵀXvᵢ and ‖X‖: ‖X − Σσᵢuᵢvᵢᵀ‖² = ‖X‖² − Σ_{i∈S} σᵢ(2cᵢ − σᵢ), so S takes the at
 * most r largest positive terms.
 */
export function nearestSubsum(
  coordinates: ArrayLike<number>,
  sigma: ArrayLike<number>,
  normX: number,
  r: number,
): Subsum {
  const gain = (i: number) => sigma[i]! * (2 * coordinates[i]! - sigma[i]!);
  const chosen = Array.from(sigma, (_, i) => i)
    .filter((i) => gain(i) > 0)
    .sort((a, b) => gain(b) - gain(a))
    .slice(0, r)
    .sort((a, b) => a - b);
  const distanceSq = chosen.reduce((sum, i) => sum - gain(i), normX * normX);
  return { triplets: chosen.map((i) => i + 1), distance: Math.sqrt(Math.max(0, distanceSq)) };
}

export interface Visit extends Subsum {
  /** the iterate at which the path was nearest */
  readonly t: number;
}

/** A path that comes this near, as a share of ‖W* − W0‖, visits a stationary point. */
export const VISITED = 0.1;

/** The sub-sums that a path comes near to one after another, each at its nearest iterate. */
export function visitsOf(path: readonly Visit[], targetNorm: number): readonly Visit[] {
  const visits: Visit[] = [];
  for (const at of path) {
    if (at.distance > VISITED * targetNorm) continue;
    const last = visits.at(-1);
    if (last?.triplets.join() !== at.triplets.join()) visits.push(at);
    else if (at.distance < last.distance) visits[visits.length - 1] = at;
  }
  return visits;
}
