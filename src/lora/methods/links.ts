/**
 * Chains whose links merge BA into W0 and start new factors, every `period` steps. A law says which factors; it draws from a
 * stream of its own, RandomState(mseed + 1000003), in the oracle's order.
 */
import { type Matrix, matrix, resized, transposed } from "../../math/matrix";
import { orthonormalRows } from "../../math/orthonormal";
import { createDraws, type Draws } from "../../math/random";
import { CHAIN_SEED, type Chain, type ChainPosition } from "../chain";
import type { LaneConfig } from "../experiment";
import type { ChainLane, LaneStart } from "../types";
import { merged } from "./factors";

export interface LinkLaw {
  /** whether the chain begins with a link, or with the start that the initialization gave */
  readonly atStart: boolean;
  /** new factors, and what else the state carries after W0, at frozen weights W (m×n) */
  draw(lane: ChainLane, draws: Draws, W: Matrix): LinkDraw;
}

export interface LinkDraw {
  readonly B: Matrix;
  readonly A: Matrix;
  readonly carried?: readonly Matrix[];
}

const BEGINNING: ChainPosition = { t: 0, words: 0, kept: null };

/** The chain of a law, and θ after its link at t = 0. */
export function chainOf(lane: ChainLane, law: LinkLaw): { readonly chain: Chain; readonly state: LaneStart } {
  const { mseed } = lane.config;
  const period = periodOf(lane.config);
  const linked = (theta: readonly Matrix[], draws: Draws): readonly Matrix[] => {
    const [B, A, W0] = theta as [Matrix, Matrix, Matrix]; // what every chained method has first
    const W = merged(W0, B, A);
    const next = law.draw(lane, draws, W);
    // lanes that run beside lanes of higher rank are padded with zeros
    return [resized(next.B, B.rows, B.columns), resized(next.A, A.rows, A.columns), W, ...(next.carried ?? [])];
  };
  const draws = createDraws(mseed + CHAIN_SEED);
  const theta = law.atStart ? linked(lane.theta, draws) : lane.theta;
  const chain: Chain = {
    from(position) {
      const stream = createDraws(mseed + CHAIN_SEED, position);
      let next = (Math.floor(position.t / period) + 1) * period;
      return {
        get next() {
          return next;
        },
        link(before) {
          next += period;
          return linked(before, stream);
        },
        position: (t) => ({ t, ...stream.position() }),
      };
    },
  };
  return { chain, state: { theta, chain: law.atStart ? { t: 0, ...draws.position() } : BEGINNING } };
}

export function periodOf({ period }: LaneConfig): number {
  return period ?? 1;
}

/** COLA: B = 0, A Gaussian with std s/√n, as LoRA itself starts. */
export const freshAdapter: LinkLaw = {
  atStart: false,
  draw: ({ config: { m, n, r, scale } }, draws) => {
    const A = draws.normals(r, n);
    return {
      B: matrix(m, r),
      A: matrix(
        r,
        n,
        A.data.map((x) => (scale * x) / Math.sqrt(n)),
      ),
    };
  },
};

/** One orthonormal factor, which will be frozen, and the other 0: on the right A, on the left B. */
export function sketched({ m, n, r }: LaneConfig, rows: Matrix, left: boolean): LinkDraw {
  return left ? { B: transposed(rows), A: matrix(r, n) } : { B: matrix(m, r), A: rows };
}

/** Orthonormal rows out of Gaussians: r×m on the left, r×n on the right. */
export function randomRows({ m, n, r }: LaneConfig, draws: Draws, left: boolean): Matrix {
  return orthonormalRows(draws.normals(r, left ? m : n));
}
