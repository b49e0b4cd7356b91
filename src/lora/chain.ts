/** What a chain is: changes of a lane's state between two steps, made on the host. Draws are those of the oracle. */
import type { Matrix } from "../math/matrix";
import type { StreamPosition } from "../math/random";

/** Added to the link's `mseed`, so that a method never draws what the problem or the start drew. */
export const CHAIN_SEED = 1_000_003;

/**
 * Links of a chain: at certain t the host changes the state before row t is measured (LoRA's product is merged into W0 and a
 * factor drawn anew, or a mini-batch is drawn). Links never depend on how a run was cut into blocks.
 */
export interface Chain {
  /** The links after a position; the start's own link, at t = 0, was made when the lane was prepared. */
  from(position: ChainPosition): ChainLinks;
}

/** Where a chain stands: iterate, and the stream of its draws. */
export interface ChainPosition extends StreamPosition {
  readonly t: number;
}

export interface ChainLinks {
  /** t of the next link */
  readonly next: number;
  /** The matrices of the state after the link at `next`, given those before; then `next` is the link after. */
  link(theta: readonly Matrix[]): readonly Matrix[];
  position(t: number): ChainPosition;
}
