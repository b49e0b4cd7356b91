/**
 * ℓ(W) = ½⟨E, P E Q⟩, E = W − W*, with diagonal P and Q falling geometrically from L to L/condP and from 1 to 1/condQ:
 * entrywise weights H = p qᵀ, smoothness exactly L, L* = 0. Rank r reaches ½ Σ_{i>r} σᵢ²(P^½ (W* − W0) Q^½).
 */
import { frobenius, type Matrix, matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";
import { difference, drawTarget, tailEnergy } from "./target";

export const anisotropic: LossFormulas<"T" | "H", never> = {
  prepare(config) {
    const { m, n, condP, condQ } = config;
    const T = drawTarget(config, createDraws(config.pseed));
    const L = config.L ?? 1;
    const H = matrix(m, n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) H.data[i * n + j] = L * geometric(condP, i, m) * geometric(condQ, j, n);
    }
    const least = L / (m > 1 ? condP : 1) / (n > 1 ? condQ : 1);
    return {
      matrices: { T, H },
      scalars: {},
      smoothness: L,
      infimum: 0,
      infimumSource: "closed form",
      rounding: roundingModel(m * n, { perGradient: 1, shift: frobenius(T) }),
      sublevelRadius: (gap, W0) => frobenius(difference(T, W0)) + Math.sqrt((2 * gap) / least),
      rankOptimum: (W0, r) => 0.5 * tailEnergy(weighted(difference(T, W0), H), r),
    };
  },

  at: (o, { T, H }, W) => {
    const E = o.subtract(W, T);
    const G = o.multiply(H, E);
    return { value: () => o.times(0.5, o.dot(E, G)), gradient: () => G };
  },
};

/** The i-th of `count` numbers that fall geometrically from 1 to 1/cond. */
function geometric(cond: number, i: number, count: number): number {
  return cond ** (-i / Math.max(count - 1, 1));
}

/** P^½ D Q^½: entrywise the root of the weights. */
function weighted(D: Matrix, H: Matrix): Matrix {
  return matrix(
    D.rows,
    D.columns,
    D.data.map((x, e) => x * Math.sqrt(H.data[e]!)),
  );
}
