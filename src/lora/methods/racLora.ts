/**
 * Chains of one-sided adapters: a frozen orthonormal factor, drawn anew at every link, and the other trained from 0; one link is a
 * gradient step in a random subspace. `rac` draws A, `rac-left` B (RAC-LoRA), `bernoulli` tosses a coin for the side.
 */
import { matrix } from "../../math/matrix";
import type { MethodFormulas } from "../types";
import { carriedFactors } from "./factors";
import { chainOf, randomRows, sketched } from "./links";

export const rac: MethodFormulas = {
  ...carriedFactors,
  direction: (_, __, [gB]) => [gB!, null],
  chain: (lane) => chainOf(lane, sided(false)),
};

export const racLeft: MethodFormulas = {
  ...carriedFactors,
  direction: (_, __, [, gA]) => [null, gA!],
  chain: (lane) => chainOf(lane, sided(true)),
};

function sided(left: boolean) {
  return {
    atStart: true,
    draw: ({ config }, draws) => sketched(config, randomRows(config, draws, left), left),
  } satisfies Parameters<typeof chainOf>[1];
}

/** θ = (B, A, W0, side): side is 1 where A is trained. */
export const bernoulli: MethodFormulas = {
  ...carriedFactors,
  start: ({ W0, B, A }) => [B, A, W0, matrix(1, 1)],
  direction: (o, [, , , side], [gB, gA]) => {
    const left = o.sum(side!);
    return [o.scale(gB!, o.minus(1, left)), o.scale(gA!, left)];
  },
  chain: (lane) =>
    chainOf(lane, {
      atStart: true,
      draw: ({ config }, draws) => {
        const left = draws.uniform() >= config.prob;
        const side = matrix(1, 1, Float64Array.of(Number(left)));
        return { ...sketched(config, randomRows(config, draws, left), left), carried: [side] };
      },
    }),
};
