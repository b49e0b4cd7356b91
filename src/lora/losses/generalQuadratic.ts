/**
 * ℓ(W) = ½ wᵀMw + bᵀw, w = vec W row by row: M (mn×mn) with random eigenvectors and eigenvalues geometric from L/cond to L,
 * b = `tscale`·N scaled with it. With M = RᵀR and w* = −M⁻¹b this is L* + ½‖R(w − w*)‖², which is how it is computed:
 * no small number is then a difference of large ones. L* = −½ bᵀM⁻¹b.
 */
import { frobenius, type Matrix, matrix } from "../../math/matrix";
import { orthonormalRows } from "../../math/orthonormal";
import { createDraws } from "../../math/random";
import type { LossFormulas } from "../types";
import { roundingModel } from "./rounding";

/** Largest mn: M has (mn)² entries, and orthonormalizing its eigenvectors takes (mn)³. */
const MAX_ENTRIES = 1024;

export const generalQuadratic: LossFormulas<"R" | "minimizer", "infimum"> = {
  prepare(config) {
    const { m, n, cond, tscale } = config;
    const d = m * n;
    if (d > MAX_ENTRIES) throw new RangeError(`general-quadratic: W has ${d} entries, but at most ${MAX_ENTRIES} fit`);
    const draws = createDraws(config.pseed);
    const Q = orthonormalRows(draws.normals(d, d));
    const b = draws.normals(d, 1).data.map((x) => tscale * x);
    const natural = d > 1 ? cond : 1;
    const L = config.L ?? natural;
    const eigenvalues = Float64Array.from({ length: d }, (_, i) => (L / natural) * cond ** (i / Math.max(d - 1, 1)));
    const R = matrix(d, d);
    const minimizer = matrix(d, 1);
    let infimum = 0;
    eigenvalues.forEach((lambda, i) => {
      const q = Q.data.subarray(i * d, (i + 1) * d);
      // b is scaled by L/natural together with M
      const along = (L / natural) * q.reduce((sum, x, j) => sum + x * b[j]!, 0);
      infimum -= (0.5 * along * along) / lambda;
      for (let j = 0; j < d; j++) {
        R.data[i * d + j] = Math.sqrt(lambda) * q[j]!;
        minimizer.data[j]! -= (along / lambda) * q[j]!;
      }
    });
    const size = frobenius(minimizer);
    return {
      matrices: { R, minimizer },
      scalars: { infimum },
      smoothness: L,
      infimum,
      infimumSource: "closed form, −½ bᵀM⁻¹b",
      rounding: roundingModel(d, {
        rootPerWeight: Math.SQRT2 * frobenius(R),
        root: Math.SQRT2 * frobenius(R) * size,
        offset: Math.abs(infimum),
      }),
      sublevelRadius: (gap, W0) => distance(minimizer, W0) + Math.sqrt((2 * gap) / eigenvalues[0]!),
    };
  },

  at: (o, { R, minimizer, infimum }, W) => {
    const { rows: m, columns: n } = o.shape(W);
    const E = o.matmul(R, o.subtract(o.reshape(W, m * n, 1), minimizer));
    return {
      value: () => o.plus(infimum, o.times(0.5, o.dot(E, E))),
      gradient: () => o.reshape(o.matmulTN(R, E), m, n),
    };
  },
};

/** ‖w* − vec W0‖. */
function distance(minimizer: Matrix, W0: Matrix): number {
  return Math.sqrt(minimizer.data.reduce((sum, x, e) => sum + (x - W0.data[e]!) ** 2, 0));
}
