/**
 * The target W* of a loss: given, or drawn from `pseed`. Full rank: `tscale`·N(m×n). Rank q: U (m×q), then V (q×n),
 * `tscale`·U V/√q. The stream goes on after it, for losses that draw more.
 */
import { type Matrix, matrix, scaled } from "../../math/matrix";
import type { Draws } from "../../math/random";
import { singularValues } from "../../math/singularValues";
import type { LaneConfig } from "../experiment";

export function drawTarget(config: LaneConfig, draws: Draws): Matrix {
  const { m, n, target, trank, tscale } = config;
  if (target) return target;
  if (trank === null) return scaled(draws.normals(m, n), tscale);
  const U = draws.normals(m, trank);
  const V = draws.normals(trank, n);
  const T = matrix(m, n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < trank; k++) sum += U.data[i * trank + k]! * V.data[k * n + j]!;
      T.data[i * n + j] = (tscale * sum) / Math.sqrt(trank);
    }
  }
  return T;
}

/** T − W0. */
export function difference(T: Matrix, W0: Matrix): Matrix {
  return matrix(
    T.rows,
    T.columns,
    T.data.map((x, e) => x - W0.data[e]!),
  );
}

/** Σ_{i>r} σᵢ²(M). */
export function tailEnergy(M: Matrix, r: number): number {
  return singularValues(M)
    .slice(r)
    .reduce((sum, s) => sum + s * s, 0);
}

/** Share of ‖T − W0‖² beyond rank r that counts as nothing. */
const NOTHING = 1e-24;

/** The smallest loss of rank r where it is known: 0 if T − W0, where the loss is 0, has rank r. */
export function optimumIfReached(T: Matrix): (W0: Matrix, r: number) => number | null {
  return (W0, r) => {
    const D = difference(T, W0);
    return tailEnergy(D, r) <= NOTHING * tailEnergy(D, 0) ? 0 : null;
  };
}
