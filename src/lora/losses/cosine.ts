/**
 * ℓ(W) = c Σ [½ z² + (ε/k²)(1 − cos kz)], z = w − w*: |ρ″| = |1 + ε cos kz| ≤ 1 + ε, attained at 0, so the smoothness is
 * c(1 + ε); L* = 0, and for ε > 1 many local minima. 1 − cos is written 2 sin²(kz/2), which keeps its digits near 0.
 */
import type { LossFormulas } from "../types";
import { entrywiseData } from "./entrywise";

export const cosine: LossFormulas<"T", "c" | "eps" | "k"> = {
  prepare: (config) =>
    entrywiseData(
      config,
      1 + config.eps,
      { eps: config.eps, k: config.k },
      () => ({}),
      // ρ(z) ≥ ½ z²
      (t) => Math.sqrt(2 * t),
    ),

  at: (o, { T, c, eps, k }, W) => {
    const Z = o.subtract(W, T);
    return {
      value: () => {
        const half = o.map("sin", o.scale(Z, o.times(0.5, k)));
        const waves = o.times(o.over(o.times(2, eps), o.times(k, k)), o.dot(half, half));
        return o.times(c, o.plus(o.times(0.5, o.dot(Z, Z)), waves));
      },
      gradient: () => o.scale(o.addScaled(Z, o.over(eps, k), o.map("sin", o.scale(Z, k))), c),
    };
  },
};
