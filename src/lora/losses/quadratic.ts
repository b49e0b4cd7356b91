/** ℓ(W) = (L/2)‖W − W*‖²: isotropic quadratic, smoothness exactly L, L* = 0. Rank r reaches (L/2) Σ_{i>r} σᵢ²(W* − W0). */
import { frobenius } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";
import { difference, drawTarget, tailEnergy } from "./target";

export const quadratic: LossFormulas<"T", "L"> = {
  prepare(config) {
    const T = drawTarget(config, createDraws(config.pseed));
    const L = config.L ?? 1;
    return {
      matrices: { T },
      scalars: { L },
      smoothness: L,
      infimum: 0,
      infimumSource: "closed form",
      rounding: roundingModel(config.m * config.n, { perGradient: 1, shift: frobenius(T) }),
      sublevelRadius: (gap, W0) => frobenius(difference(T, W0)) + Math.sqrt((2 * gap) / L),
      rankOptimum: (W0, r) => (L / 2) * tailEnergy(difference(T, W0), r),
    };
  },

  at: (o, { T, L }, W) => {
    const E = o.subtract(W, T);
    return {
      value: () => o.times(o.times(0.5, L), o.dot(E, E)),
      gradient: () => o.scale(E, L),
    };
  },
};
