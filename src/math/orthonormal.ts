/** Orthonormal rows by modified Gram–Schmidt, each row twice: deterministic, operation for operation that of the NumPy oracle. */
import { copyOf, type Matrix } from "./matrix";

/** Rows with the span of the first 1, 2, … rows of M, which must be linearly independent. */
export function orthonormalRows(M: Matrix): Matrix {
  const Q = copyOf(M);
  const row = (i: number) => Q.data.subarray(i * Q.columns, (i + 1) * Q.columns);
  for (let i = 0; i < Q.rows; i++) {
    const q = row(i);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const p = row(j);
        const along = inner(p, q);
        for (let k = 0; k < q.length; k++) q[k]! -= along * p[k]!;
      }
    }
    const norm = Math.sqrt(inner(q, q));
    for (let k = 0; k < q.length; k++) q[k]! /= norm;
  }
  return Q;
}

function inner(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
