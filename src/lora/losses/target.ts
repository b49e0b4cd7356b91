/**
 * The target W* of a loss: given, or drawn from `pseed`. Full rank: `tscale`·N(m×n). Rank q: U (m×q), then V (q×n),
 * `tscale`·U V/√q. The stream goes on after it, for losses that draw more.
 */
import { type Matrix, matrix, scaled } from "../../math/matrix";
import type { Draws } from "../../math/random";
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
