/** ℓ(W) = c Σ ½ z²/(1 + z²), z = w − w*: ρ″(0) = 1 is the largest |ρ″|, so the smoothness is c; L* = 0, flat far away, not convex. */
import type { LossFormulas } from "../types";
import { entrywiseData } from "./entrywise";

export const gemanMcClure: LossFormulas<"T", "c"> = {
  prepare: (config) => entrywiseData(config, 1, {}, () => ({})),

  at: (o, { T, c }, W) => {
    const Z = o.subtract(W, T);
    const square = o.map("square", Z);
    const Q = o.shift(square, 1);
    return {
      value: () => o.times(o.times(0.5, c), o.sum(o.divide(square, Q))),
      gradient: () => o.scale(o.divide(Z, o.map("square", Q)), c),
    };
  },
};
