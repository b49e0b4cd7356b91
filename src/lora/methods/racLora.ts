/**
 * Chains of one-sided adapters: a frozen orthonormal factor, drawn anew at every link, and the other trained from 0; one link is a
 * gradient step in a random subspace. `rac` draws A, `rac-left` B (RAC-LoRA), `bernoulli` tosses a coin for the side.
 */
import { matrix, transposed } from "../../math/matrix";
import type { Chain } from "../chain";
import type { MethodFormulas, MethodLane } from "../types";
import { carriedFactors, merge } from "./factors";
import { chainOf, type LinkLaw, randomRows } from "./links";

const everyLink = { atStart: true, fromGradient: false } as const satisfies Partial<LinkLaw>;

export const rac: MethodFormulas = {
  ...carriedFactors,
  direction: (_, __, [gB]) => [gB!, null],
  link: (o, theta, [A]) => [0, A!, merge(o, theta)],
  chain: drawingA,
};

export function drawingA(lane: MethodLane): Chain {
  return chainOf(lane, {
    ...everyLink,
    drawn: [1],
    draw: ({ config }, draws) => [randomRows(config, draws, false)],
  });
}

export const racLeft: MethodFormulas = {
  ...carriedFactors,
  direction: (_, __, [, gA]) => [null, gA!],
  link: (o, theta, [B]) => [B!, 0, merge(o, theta)],
  chain: (lane) =>
    chainOf(lane, {
      ...everyLink,
      drawn: [0],
      draw: ({ config }, draws) => [transposed(randomRows(config, draws, true))],
    }),
};

/** θ = (B, A, W0, side): side is 1 where A is trained. Of the factors drawn one is 0. */
export const bernoulli: MethodFormulas = {
  ...carriedFactors,
  start: ({ W0, B, A }) => [B, A, W0, matrix(1, 1)],
  direction: (o, [, , , side], [gB, gA]) => {
    const left = o.sum(side!);
    return [o.scale(gB!, o.minus(1, left)), o.scale(gA!, left)];
  },
  link: (o, theta, [B, A, side]) => [B!, A!, merge(o, theta), side!],
  chain: (lane) =>
    chainOf(lane, {
      ...everyLink,
      drawn: [0, 1, 3],
      draw: ({ config }, draws) => {
        const { m, n, r, prob } = config;
        const left = draws.uniform() >= prob;
        const rows = randomRows(config, draws, left);
        const side = matrix(1, 1, Float64Array.of(Number(left)));
        return left ? [transposed(rows), matrix(r, n), side] : [matrix(m, r), rows, side];
      },
    }),
};
