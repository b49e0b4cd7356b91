/**
 * ℓ(W) = (c/p) Σ (1 + w²)^(−p/2): smoothness exactly c (ρ″(0) = −c), infimum 0 at infinity, never attained.
 * ‖V_t‖ → ∞, and ‖∇J‖² falls like T^(−(2p+1)/(p+2)): as slow as descent with rule (8) can be when p → 0.
 */
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";

export const powerTail: LossFormulas<never, "c" | "p"> = {
  prepare(config) {
    const c = config.L ?? 1;
    return {
      matrices: {},
      scalars: { c, p: config.p },
      smoothness: c,
      infimum: 0,
      rounding: roundingModel(config.m * config.n, { perGradient: 1 }),
      infimumSource: "limit at infinity, not attained",
    };
  },

  at: (o, { c, p }, W) => {
    const Q = o.shift(o.multiply(W, W), 1);
    const halfP = o.times(-0.5, p);
    return {
      value: () => o.times(o.over(c, p), o.sum(o.power(Q, halfP))),
      gradient: () => o.scale(o.multiply(W, o.power(Q, o.minus(halfP, 1))), o.times(-1, c)),
    };
  },
};
