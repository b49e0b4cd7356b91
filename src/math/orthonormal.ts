/** Orthonormal rows by modified Gram–Schmidt, each row twice: deterministic, operation for operation that of the NumPy oracle. */
import { type Matrix, matrix, resized } from "./matrix";

/** A row that keeps less than this share of its length depends on those before it. */
const DEPENDENT = 1e-12;

/** The first linearly independent rows of M, at most `most`, orthonormalized in order. */
export function orthonormalRows(M: Matrix, most = M.rows): Matrix {
  const Q = matrix(most, M.columns);
  const row = (i: number) => Q.data.subarray(i * Q.columns, (i + 1) * Q.columns);
  let found = 0;
  for (let i = 0; i < M.rows && found < most; i++) {
    const q = row(found);
    q.set(M.data.subarray(i * M.columns, (i + 1) * M.columns));
    const length = Math.sqrt(inner(q, q));
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < found; j++) {
        const p = row(j);
        const along = inner(p, q);
        for (let k = 0; k < q.length; k++) q[k]! -= along * p[k]!;
      }
    }
    const norm = Math.sqrt(inner(q, q));
    if (!(norm > DEPENDENT * length)) continue;
    for (let k = 0; k < q.length; k++) q[k]! /= norm;
    found++;
  }
  return found < most ? resized(Q, found, M.columns) : Q;
}

function inner(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
