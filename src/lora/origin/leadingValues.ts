/**
 * The largest singular values of W − W0. Where that is BA with factors of low rank, they are those of BA = U(ΣVᵀA) from B = UΣVᵀ,
 * which has only r rows; matrices beyond a side of DENSE_LIMIT are left out, since each of a run's states would take tens of milliseconds.
 */
import { type Matrix, matrix } from "../../math/matrix";
import { singularValues, svd } from "../../math/singularValues";
import type { Factors } from "./saddle";

/** Values that are drawn, at most. */
export const LEADING = 8;
const DENSE_LIMIT = 48;

/** At most LEADING values, largest first; empty where they would take too long. `factors`: given where their product is `change`. */
export function leadingValues(change: Matrix, factors: Factors | null): Float64Array {
  const side = Math.min(change.rows, change.columns);
  if (!factors || 2 * factors.B.columns > side) {
    return side <= DENSE_LIMIT ? singularValues(change).slice(0, LEADING) : new Float64Array();
  }
  const { B, A } = factors;
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
