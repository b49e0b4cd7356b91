/**
 * ℓ(W) = ½ wᵀMw + bᵀw, w = vec W row by row: M (mn×mn) with random eigenvectors and eigenvalues geometric from L/cond to L,
 * b = `tscale`·N scaled with it. Computed as ½‖Rw‖² + bᵀw with M = RᵀR. L* = −½ bᵀM⁻¹b at w* = −M⁻¹b.
 */
import { frobenius, type Matrix, matrix, scaled } from "../../math/matrix";
import { orthonormalRows } from "../../math/orthonormal";
import { createDraws } from "../../math/random";
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";

/** Largest mn: M has (mn)² entries, and orthonormalizing its eigenvectors takes (mn)³. */
const MAX_ENTRIES = 1024;

export const generalQuadratic: LossFormulas<"R" | "b", never> = {
  prepare(config) {
    const { m, n, cond, tscale } = config;
    const d = m * n;
    if (d > MAX_ENTRIES) throw new RangeError(`general-quadratic: W has ${d} entries, but at most ${MAX_ENTRIES} fit`);
    const draws = createDraws(config.pseed);
    const Q = orthonormalRows(draws.normals(d, d));
    const natural = d > 1 ? cond : 1;
    const L = config.L ?? natural;
    // b is scaled together with M
    const b = scaled(draws.normals(d, 1), (L / natural) * tscale);
    const eigenvalues = Float64Array.from({ length: d }, (_, i) => (L / natural) * cond ** (i / Math.max(d - 1, 1)));
    const R = matrix(d, d);
    const minimizer = matrix(d, 1);
    let infimum = 0;
    eigenvalues.forEach((lambda, i) => {
      const q = Q.data.subarray(i * d, (i + 1) * d);
      const along = q.reduce((sum, x, j) => sum + x * b.data[j]!, 0);
      infimum -= (0.5 * along * along) / lambda;
      for (let j = 0; j < d; j++) {
        R.data[i * d + j] = Math.sqrt(lambda) * q[j]!;
        minimizer.data[j]! -= (along / lambda) * q[j]!;
      }
    });
    return {
      matrices: { R, b },
      scalars: {},
      smoothness: L,
      infimum,
      infimumSource: "closed form, −½ bᵀM⁻¹b",
      // ‖Rw‖ ≤ √(2(ℓ − L*)) + √(2|L*|), and each of the two terms may be larger than their sum
      rounding: roundingModel(d, {
        rootPerWeight: 2 * Math.SQRT2 * frobenius(R),
        perWeight: frobenius(b),
        offset: 4 * Math.abs(infimum),
      }),
      sublevelRadius: (gap, W0) => distance(minimizer, W0) + Math.sqrt((2 * gap) / eigenvalues[0]!),
    };
  },

  at: (o, { R, b }, W) => {
    const { rows: m, columns: n } = o.shape(W);
    const w = o.reshape(W, m * n, 1);
    const Rw = o.matmul(R, w);
    return {
      value: () => o.plus(o.times(0.5, o.dot(Rw, Rw)), o.dot(b, w)),
      gradient: () => o.reshape(o.add(o.matmulTN(R, Rw), b), m, n),
    };
  },
};

/** ‖w* − vec W0‖. */
function distance(minimizer: Matrix, W0: Matrix): number {
  return Math.sqrt(minimizer.data.reduce((sum, x, e) => sum + (x - W0.data[e]!) ** 2, 0));
}
