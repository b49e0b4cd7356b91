/** W0 − sBA: what starts keep frozen that take BA out of the weights. */
import { copyOf, type Matrix } from "../../math/matrix";

export function minusProduct(W0: Matrix, B: Matrix, A: Matrix, s = 1): Matrix {
  const W = copyOf(W0);
  for (let i = 0; i < B.rows; i++) {
    for (let k = 0; k < B.columns; k++) {
      const b = s * B.data[i * B.columns + k]!;
      for (let j = 0; j < A.columns; j++) W.data[i * A.columns + j]! -= b * A.data[k * A.columns + j]!;
    }
  }
  return W;
}
