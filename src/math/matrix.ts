/**
 * Dense real matrices in float64, row-major: entry (i, j) is `data[i * columns + j]`.
 * Only construction and access live here; arithmetic belongs to an interpreter of `lora/ops`.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** The rows×columns zero matrix, or a view of `data` (not copied). Throws a RangeError if the length does not fit. */
export function matrix(rows: number, columns: number, data = new Float64Array(rows * columns)): Matrix {
  if (data.length !== rows * columns) {
    throw new RangeError(`matrix: ${data.length} entries do not fill ${rows}×${columns}`);
  }
  return { rows, columns, data };
}

/** The matrix with the given rows. Throws a RangeError if the rows differ in length. */
export function fromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== columns)) throw new RangeError("fromRows: rows differ in length");
  return matrix(rows.length, columns, Float64Array.from(rows.flat()));
}

export function copyOf(M: Matrix): Matrix {
  return matrix(M.rows, M.columns, M.data.slice());
}

export function transposed(M: Matrix): Matrix {
  const T = matrix(M.columns, M.rows);
  for (let i = 0; i < M.rows; i++) {
    for (let j = 0; j < M.columns; j++) T.data[j * M.rows + i] = M.data[i * M.columns + j]!;
  }
  return T;
}

/** sM, a new matrix. */
export function scaled(M: Matrix, s: number): Matrix {
  return matrix(
    M.rows,
    M.columns,
    M.data.map((x) => s * x),
  );
}

/** M with zero rows and columns appended, or rows and columns cut off, to the given shape. */
export function resized(M: Matrix, rows: number, columns: number): Matrix {
  const R = matrix(rows, columns);
  for (let i = 0; i < Math.min(rows, M.rows); i++) {
    const from = i * M.columns;
    R.data.set(M.data.subarray(from, from + Math.min(columns, M.columns)), i * columns);
  }
  return R;
}

/** The rows of all, one matrix after another. Throws a RangeError if their columns differ. */
export function stacked(parts: readonly Matrix[]): Matrix {
  const columns = parts[0]?.columns ?? 0;
  if (parts.some((M) => M.columns !== columns)) throw new RangeError("stacked: matrices differ in columns");
  const S = matrix(
    parts.reduce((rows, M) => rows + M.rows, 0),
    columns,
  );
  let at = 0;
  for (const { data } of parts) {
    S.data.set(data, at);
    at += data.length;
  }
  return S;
}

/** ‖M‖², the sum of the squared entries. */
export function normSq(M: Matrix): number {
  return M.data.reduce((sum, x) => sum + x * x, 0);
}

/** ‖M‖, the Frobenius norm. */
export function frobenius(M: Matrix): number {
  return Math.sqrt(normSq(M));
}

/** BA, for B m×r and A r×n: once, on the host. */
export function product(B: Matrix, A: Matrix): Matrix {
  const P = matrix(B.rows, A.columns);
  for (let i = 0; i < B.rows; i++) {
    for (let k = 0; k < A.rows; k++) {
      const b = B.data[i * A.rows + k]!;
      for (let j = 0; j < A.columns; j++) P.data[i * A.columns + j]! += b * A.data[k * A.columns + j]!;
    }
  }
  return P;
}
