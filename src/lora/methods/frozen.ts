/** Methods that move one factor at a time: A frozen, B frozen (Asymmetric LoRA), or in turn, B at even t and A at odd t. */
import { matrix } from "../../math/matrix";
import type { MethodFormulas } from "../types";
import { factors } from "./factors";

export const asymA: MethodFormulas = { ...factors, direction: (_, __, [gB]) => [gB!, null] };

export const asymB: MethodFormulas = { ...factors, direction: (_, __, [, gA]) => [null, gA!] };

/** θ = (B, A, turn): turn is 1 when B moves and 0 when A does. */
export const alternating: MethodFormulas = {
  ...factors,
  start: ({ B, A }) => [B, A, matrix(1, 1, Float64Array.of(1))],
  gradient: (o, theta, G, data) => factors.gradient(o, theta.slice(0, 2), G, data),
  direction: (o, [, , turn], [gB, gA]) => {
    const ofB = o.sum(turn!);
    return [o.scale(gB!, ofB), o.scale(gA!, o.minus(1, ofB))];
  },
  carry: (o, [, , turn]) => [o.shift(o.scale(turn!, -1), 1)],
};
