/**
 * Stochastic gradient descent on LoRA's factors: each step goes along the gradient of a mini-batch, D = (Ĝ Aᵀ, Bᵀ Ĝ), while every
 * row and every step rule sees the full G. θ = (B, A, counts): counts (N×1) is how often each sample counts in the batch, N/|batch|
 * for those drawn. Reshuffling goes through a new random order each epoch (keys, stable sort); `replace` draws with replacement.
 */
import { type Matrix, matrix } from "../../math/matrix";
import { createDraws, type Draws, type StreamPosition } from "../../math/random";
import { CHAIN_SEED, type Chain } from "../chain";
import type { LaneConfig } from "../experiment";
import type { MethodFormulas } from "../types";
import { factors } from "./factors";

export const sgd: MethodFormulas = {
  ...factors,
  caveat:
    "A mini-batch gradient need not be a direction of descent: the loss may rise, and no statement of the paper applies.",
  // A loss without samples has no batches: this is LoRA descent.
  start: ({ B, A }, { samples }) => (samples === undefined ? [B, A] : [B, A, matrix(samples, 1)]),
  gradient: (o, theta, G, data) => factors.gradient(o, theta.slice(0, 2), G, data),
  direction: (o, [B, A, counts], gradient, data, at) =>
    counts ? factors.gradient(o, [B!, A!], at.gradient(counts), data) : [...gradient],
  link: (_, __, [counts]) => [null, null, counts!],
  chain: ({ config, data: { samples } }) => (samples === undefined ? null : batchesOf(config, samples)),
};

/** One link a step: the batch of the step at t. */
function batchesOf(config: LaneConfig, N: number): Chain {
  const size = Math.min(config.batch, N);
  const perEpoch = Math.ceil(N / size);
  const seed = config.mseed + CHAIN_SEED;
  const withReplacement = config.sampling === "replace";
  return {
    period: 1,
    atStart: true,
    drawn: [2],
    fromGradient: false,
    from(position) {
      const draws = createDraws(seed, position);
      /** the stream as it was before this epoch's order was drawn: where a run that goes on must begin */
      let before: StreamPosition = position;
      let order: readonly number[] = [];
      const shuffle = () => {
        before = draws.position();
        order = shuffled(draws, N);
      };
      // The link after `position` may begin another epoch: its order is drawn after that of the present one.
      if (!withReplacement && position.t >= 0) shuffle();
      return {
        draw(t) {
          if (!withReplacement && t % perEpoch === 0) shuffle();
          const from = (t % perEpoch) * size;
          return [countsOf(withReplacement ? drawn(draws, N, size) : order.slice(from, from + size), N)];
        },
        position: (t) => ({ ...(withReplacement ? draws.position() : before), t }),
      };
    },
  };
}

/** 0 … N − 1 by one uniform key each, equal keys in order. */
function shuffled({ uniform }: Draws, N: number): readonly number[] {
  const keys = Array.from({ length: N }, uniform);
  return keys.map((_, i) => i).sort((i, j) => keys[i]! - keys[j]!);
}

function drawn({ uniform }: Draws, N: number, size: number): readonly number[] {
  return Array.from({ length: size }, () => Math.floor(N * uniform()));
}

function countsOf(batch: readonly number[], N: number): Matrix {
  const counts = matrix(N, 1);
  for (const i of batch) counts.data[i]! += N / batch.length;
  return counts;
}
