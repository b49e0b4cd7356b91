/** ℓ(W) = c Σ ln cosh(w − w*): quadratic near W*, linear far away; ρ″ = 1 − tanh² ≤ 1, so the smoothness is c; L* = 0. */
import type { LossFormulas } from "../types";
import { entrywiseData } from "./entrywise";

export const logCosh: LossFormulas<"T", "c"> = {
  prepare: (config) => entrywiseData(config, 1, {}, () => ({}), radiusOf),

  at: (o, { T, c }, W) => {
    const Z = o.subtract(W, T);
    return {
      value: () => o.times(c, o.sum(o.map("logCosh", Z))),
      gradient: () => o.scale(o.map("tanh", Z), c),
    };
  },
};

/** Where Σ ρ(zᵢ) ≤ t, every |zᵢ| ≤ R = t + ln 2, and ρ(z)/z² falls on [0, R]: ‖z‖² ≤ t R²/ρ(R), R ≥ ln 2. */
function radiusOf(t: number): number {
  const R = t + Math.LN2;
  const far = R + Math.log1p(Math.exp(-2 * R)) - Math.LN2;
  return R * Math.sqrt(t / far);
}
