/**
 * ℓ(W) = (c/2)‖Ω∘(W − W*)‖², matrix completion: each entry is observed with probability `frac` (uniforms after the target).
 * Smoothness c where anything is observed, L* = 0; not coercive, since unobserved entries are free.
 */
import { matrix } from "../../math/matrix";
import type { LossFormulas } from "../types";
import { entrywiseData } from "./entrywise";

export const completion: LossFormulas<"T" | "observed", "c"> = {
  prepare(config) {
    const { m, n, frac } = config;
    return entrywiseData(config, 1, {}, ({ uniform }) => ({
      observed: matrix(
        m,
        n,
        Float64Array.from({ length: m * n }, () => Number(uniform() < frac)),
      ),
    }));
  },

  at: (o, { T, observed, c }, W) => {
    const E = o.multiply(observed, o.subtract(W, T));
    return { value: () => o.times(o.times(0.5, c), o.dot(E, E)), gradient: () => o.scale(E, c) };
  },
};
