/**
 * Chains: lanes whose state changes at links, between a step and the next row. A link replaces matrices of θ by what was drawn for
 * it (LoRA's product is merged into W0 and a factor drawn anew, or the next mini-batch is drawn); `Method.link` is its formula.
 * Here is when links come and what they draw, on the host and in the oracle's order, however a run is cut into blocks.
 */
import type { Matrix } from "../math/matrix";
import type { StreamPosition } from "../math/random";

/** Added to the link's `mseed`, so that a method never draws what the problem or the start drew. */
export const CHAIN_SEED = 1_000_003;

export interface Chain {
  /** links are at multiples of it, before row t is measured; one at t = 0 is made when the lane is prepared */
  readonly period: number;
  /** whether the chain begins with a link, or with the start that the initialization gave */
  readonly atStart: boolean;
  /** the matrices of θ that have the shapes of the draws, by index */
  readonly drawn: readonly number[];
  /** Whether draws look at G (GaLore): such links cannot be drawn ahead, so that the host makes them between blocks. */
  readonly fromGradient: boolean;
  /** The draws of the links after a position. */
  from(position: ChainPosition): ChainDraws;
}

/** Where a chain stands: the iterate whose link was made last or is not due, and the stream of its draws. */
export interface ChainPosition extends StreamPosition {
  readonly t: number;
}

/** Before the link at t = 0. */
export const BEGINNING: ChainPosition = { t: -1, words: 0, kept: null };

export interface ChainDraws {
  /** What the link at t draws; links are drawn in order. `gradient`: G there. */
  draw(t: number, gradient: () => Matrix): readonly Matrix[];
  position(t: number): ChainPosition;
}
