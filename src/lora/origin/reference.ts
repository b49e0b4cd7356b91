/**
 * The directions in which a path of W is read: the singular triplets (σᵢ, uᵢ, vᵢ) of W* − W0 where the loss is least at a known W*,
 * else of −∇ℓ(W0). For the isotropic quadratic ∇ℓ(W0) = −L(W* − W0), so both are the same directions.
 * Leaves out matrices of more than LARGEST_WORK, whose decomposition would keep a pause waiting.
 */
import { type Matrix, scaled } from "../../math/matrix";
import { type Svd, svd } from "../../math/singularValues";
import type { HostOps, Lane } from "../lane";
import { difference } from "../losses/target";
import type { Bound, LossAt } from "../types";

export interface Reference extends Svd {
  /** what was decomposed: W* − W0, or −∇ℓ(W0) */
  readonly of: "target" | "gradient";
}

/** ℓ and ∇ℓ at W0, where V = 0. */
export function lossAtOrigin({ program, inputs }: Lane, o: HostOps): LossAt<Matrix, number> {
  // Names of matrices and scalars are disjoint within a lane, so one record holds both.
  const data = { ...inputs.matrices, ...inputs.scalars } as Bound<Matrix, number>;
  return program.loss.at(o, data, inputs.W0);
}

/** Entries times the smaller side: a square of side 128. */
const LARGEST_WORK = 2 ** 21;

export function referenceOf(lane: Lane, o: HostOps): Reference | null {
  const { W0, matrices } = lane.inputs;
  if (W0.data.length * Math.min(W0.rows, W0.columns) > LARGEST_WORK) return null;
  const { T } = matrices;
  if (!T) return { of: "gradient", ...ranked(svd(scaled(lossAtOrigin(lane, o).gradient(), -1))) };
  return { of: "target", ...ranked(svd(difference(T, W0))) };
}

/** Singular values below this share of σ₁ are round-off of a lower rank. */
const RANK_TOLERANCE = 1e-12;

function ranked({ U, sigma, Vt }: Svd): Svd {
  return { U, Vt, sigma: sigma.map((s) => (s > RANK_TOLERANCE * sigma[0]! ? s : 0)) };
}

/** cᵢ = uᵢᵀ X vᵢ for every triplet: the coordinates of X in the reference directions. */
export function coordinatesIn({ U, Vt }: Svd, X: Matrix): Float64Array {
  const { rows: m, columns: n, data } = X;
  const coordinates = new Float64Array(Vt.rows);
  for (let k = 0; k < coordinates.length; k++) {
    let sum = 0;
    for (let i = 0; i < m; i++) {
      let row = 0;
      for (let j = 0; j < n; j++) row += data[i * n + j]! * Vt.data[k * n + j]!;
      sum += U.data[i * U.columns + k]! * row;
    }
    coordinates[k] = sum;
  }
  return coordinates;
}
