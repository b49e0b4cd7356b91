/** Orthonormal rows by modified Gram–Schmidt, each row twice: deterministic, operation for operation that of the NumPy oracle. */
import { type Matrix, matrix, resized } from "./matrix";

/** A row that keeps less than this share of its length depends on those before it. */
const DEPENDENT = 1e-12;

/** The first linearly independent rows of M, at most `most`, orthonormalized in order. */
export function orthonormalRows(M: Matrix, most = M.rows): Matrix {
  const { columns } = M;
  const Q = matrix(most, columns);
  const q = Q.data;
  let found = 0;
  // Rows by where they begin: views would cost more than the arithmetic where rows are short.
  for (let i = 0; i < M.rows && found < most; i++) {
    const row = found * columns;
    for (let k = 0; k < columns; k++) q[row + k] = M.data[i * columns + k]!;
    const length = Math.sqrt(inner(q, row, row, columns));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < row; other += columns) {
        const along = inner(q, other, row, columns);
        for (let k = 0; k < columns; k++) q[row + k]! -= along * q[other + k]!;
      }
    }
    const norm = Math.sqrt(inner(q, row, row, columns));
    if (!(norm > DEPENDENT * length)) continue;
    for (let k = 0; k < columns; k++) q[row + k]! /= norm;
    found++;
  }
  return found < most ? resized(Q, found, columns) : Q;
}

/** Σ of products of `count` entries from i on with those from j on. */
function inner(x: Float64Array, i: number, j: number, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += x[i + k]! * x[j + k]!;
  return sum;
}
