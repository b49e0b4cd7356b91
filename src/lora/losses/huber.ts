/**
 * ℓ(W) = c Σ h(w − w*), Huber's function h(z) = ½ z² for |z| ≤ δ, else δ(|z| − δ/2): smoothness c, L* = 0.
 * With C = z clipped to [−δ, δ], h = C(z − C/2) and h′ = C: one form for both branches.
 */
import type { LossFormulas } from "../types";
import { entrywiseData } from "./entrywise";

export const huber: LossFormulas<"T", "c" | "delta"> = {
  prepare(config) {
    const { delta } = config;
    // Σ h(zᵢ) ≤ t: the largest ‖z‖ is that of one entry alone.
    const radius = (t: number) => (2 * t <= delta * delta ? Math.sqrt(2 * t) : t / delta + delta / 2);
    return entrywiseData(config, 1, { delta }, () => ({}), radius);
  },

  at: (o, { T, c, delta }, W) => {
    const Z = o.subtract(W, T);
    const C = o.clamp(Z, delta);
    return {
      value: () => o.times(c, o.dot(C, o.addScaled(Z, -0.5, C))),
      gradient: () => o.scale(C, c),
    };
  },
};
