/**
 * Matrix products into a given matrix, float64, row-major. Loops run along rows of both operands, so that memory is read in order.
 * The order of summation is fixed: results are the same on every machine.
 */
import type { Matrix } from "../../math/matrix";

/** Z = X Y */
export function matmulInto(Z: Matrix, X: Matrix, Y: Matrix): Matrix {
  const { rows, columns: inner } = X;
  const { columns } = Y;
  const z = Z.data.fill(0);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const x = X.data[i * inner + k]!;
      for (let j = 0, a = i * columns, b = k * columns; j < columns; j++, a++, b++) z[a]! += x * Y.data[b]!;
    }
  }
  return Z;
}

/** Z = Xᵀ Y */
export function matmulTNInto(Z: Matrix, X: Matrix, Y: Matrix): Matrix {
  const { rows: inner, columns: rows } = X;
  const { columns } = Y;
  const z = Z.data.fill(0);
  for (let k = 0; k < inner; k++) {
    for (let i = 0; i < rows; i++) {
      const x = X.data[k * rows + i]!;
      for (let j = 0, a = i * columns, b = k * columns; j < columns; j++, a++, b++) z[a]! += x * Y.data[b]!;
    }
  }
  return Z;
}

/** Z = X Yᵀ */
export function matmulNTInto(Z: Matrix, X: Matrix, Y: Matrix): Matrix {
  const { rows, columns: inner } = X;
  const { rows: columns } = Y;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0, a = i * inner, b = j * inner; k < inner; k++, a++, b++) sum += X.data[a]! * Y.data[b]!;
      Z.data[i * columns + j] = sum;
    }
  }
  return Z;
}
