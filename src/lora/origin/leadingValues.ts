/**
 * The largest singular values of W − W0. With factors and beyond a side of DENSE_LIMIT they are those of BA = U(ΣVᵀA) from B = UΣVᵀ,
 * which has only r rows; without factors larger matrices are left out, since each would take tens of milliseconds.
 */
import { type Matrix, matrix } from "../../math/matrix";
import { singularValues, svd } from "../../math/singularValues";

/** Values that are drawn, at most. */
export const LEADING = 8;
const DENSE_LIMIT = 64;

/** At most LEADING values, largest first; empty where they would take too long. */
export function leadingValues(B: Matrix | null, A: Matrix | null, change: Matrix): Float64Array {
  if (Math.min(change.rows, change.columns) <= DENSE_LIMIT) return singularValues(change).slice(0, LEADING);
  if (!B || !A) return new Float64Array();
  const { sigma, Vt } = svd(B);
  const core = matrix(sigma.length, A.columns);
  for (let k = 0; k < core.rows; k++) {
    for (let p = 0; p < A.rows; p++) {
      const factor = sigma[k]! * Vt.data[k * Vt.columns + p]!;
      for (let j = 0; j < A.columns; j++) core.data[k * A.columns + j]! += factor * A.data[p * A.columns + j]!;
    }
  }
  return singularValues(core).slice(0, LEADING);
}
