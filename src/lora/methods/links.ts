/**
 * Chains whose links merge BA into W0 and start new factors, every `period` steps. A law says what is drawn; it draws from a
 * stream of its own, RandomState(mseed + 1000003), in the oracle's order.
 */
import { type Matrix, matrix } from "../../math/matrix";
import { orthonormalRows } from "../../math/orthonormal";
import { createDraws, type Draws } from "../../math/random";
import { CHAIN_SEED, type Chain } from "../chain";
import type { LaneConfig } from "../experiment";
import type { MethodLane } from "../types";

export interface LinkLaw extends Pick<Chain, "atStart" | "drawn" | "fromGradient"> {
  draw(lane: MethodLane, draws: Draws, gradient: () => Matrix): readonly Matrix[];
}

export function chainOf(lane: MethodLane, { draw, ...law }: LinkLaw): Chain {
  return {
    ...law,
    period: lane.config.period ?? 1,
    from(position) {
      const stream = createDraws(lane.config.mseed + CHAIN_SEED, position);
      return {
        draw: (_, gradient) => draw(lane, stream, gradient),
        position: (t) => ({ t, ...stream.position() }),
      };
    },
  };
}

/** COLA: A Gaussian with std s/√n, as LoRA itself starts. */
export const freshAdapter: LinkLaw = {
  atStart: false,
  drawn: [1],
  fromGradient: false,
  draw: ({ config: { n, r, scale } }, draws) => [
    matrix(
      r,
      n,
      draws.normals(r, n).data.map((x) => (scale * x) / Math.sqrt(n)),
    ),
  ],
};

/** Orthonormal rows out of Gaussians: r×m on the left, r×n on the right. */
export function randomRows({ m, n, r }: LaneConfig, draws: Draws, left: boolean): Matrix {
  return orthonormalRows(draws.normals(r, left ? m : n));
}
