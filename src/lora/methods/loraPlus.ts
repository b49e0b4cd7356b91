/** LoRA+: B learns `ratio` times as fast as A, D = (λ G Aᵀ, Bᵀ G). */
import type { MethodFormulas } from "../types";
import { factors } from "./factors";

export const loraPlus: MethodFormulas = {
  ...factors,
  scalars: ({ ratio }) => ({ ratio }),
  direction: (o, _, [gB, gA], { ratio }) => [o.scale(gB!, ratio!), gA!],
};
