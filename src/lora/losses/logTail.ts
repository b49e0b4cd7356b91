/**
 * ℓ(W) = c (e/2) Σ 1/log(e + w²): smoothness c, infimum 0 at infinity. Under rule (8) the loss itself decays like 1/log T,
 * the nearest thing to the paper's rate.
 */
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";

export const logTail: LossFormulas<never, "c"> = {
  prepare(config) {
    const c = config.L ?? 1;
    return {
      matrices: {},
      scalars: { c },
      smoothness: c,
      infimum: 0,
      rounding: roundingModel(config.m * config.n, { perGradient: 1 }),
      infimumSource: "limit at infinity, not attained",
    };
  },

  at: (o, { c }, W) => {
    const Q = o.shift(o.multiply(W, W), Math.E);
    const logQ = o.map("log", Q);
    return {
      value: () => o.times(o.times(Math.E / 2, c), o.sum(o.map("reciprocal", logQ))),
      gradient: () => o.scale(o.divide(W, o.multiply(Q, o.multiply(logQ, logQ))), o.times(-Math.E, c)),
    };
  },
};
