import { describe, expect, test } from "vitest";
import { type Matrix, matrix } from "../../../math/matrix";
import { createDraws } from "../../../math/random";
import { instanceOf } from "./instance.fixtures";
import { productFunction } from "./products";

/** Whole blocks, part blocks, single rows, walks with and without loops. */
const sides = [1, 2, 3, 4, 5, 8, 19];
const at = (X: Matrix, transposed: boolean, i: number, j: number) =>
  transposed ? X.data[j * X.columns + i]! : X.data[i * X.columns + j]!;

/** The largest error of a generated product, in units of round-off of its sums. */
function errorOf(rows: number, inner: number, columns: number, transposeX: boolean, transposeY: boolean): number {
  const draws = createDraws(rows + 100 * inner + 10_000 * columns);
  const X = transposeX ? draws.normals(inner, rows) : draws.normals(rows, inner);
  const Y = transposeY ? draws.normals(columns, inner) : draws.normals(inner, columns);
  const { memory, call } = instanceOf(productFunction({ rows, inner, columns, transposeX, transposeY }));
  // Not aligned to pairs, and surrounded by what must neither be read nor written.
  memory.fill(Number.NaN);
  const xAt = 1;
  const yAt = xAt + X.data.length + 1;
  const zAt = yAt + Y.data.length + 1;
  memory.set(X.data, xAt);
  memory.set(Y.data, yAt);
  call(8 * xAt, 8 * yAt, 8 * zAt);
  const Z = matrix(rows, columns, memory.slice(zAt, zAt + rows * columns));
  if (!memory.subarray(zAt + rows * columns).every(Number.isNaN)) return Number.NaN;
  let worst = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      let size = 0;
      for (let k = 0; k < inner; k++) {
        const term = at(X, transposeX, i, k) * at(Y, transposeY, k, j);
        sum += term;
        size += Math.abs(term);
      }
      worst = Math.max(worst, Math.abs(Z.data[i * columns + j]! - sum) / (inner * size * Number.EPSILON));
    }
  }
  return worst;
}

describe.each([
  ["X Y", false, false],
  ["Xᵀ Y", true, false],
  ["X Yᵀ", false, true],
])("%s", (_, transposeX, transposeY) => {
  test.each(sides)(
    "with %d rows is the sum over k up to the order of summation, for every inner size and width",
    (rows) => {
      for (const inner of sides) {
        for (const columns of sides) {
          const error = errorOf(rows, inner, columns, transposeX, transposeY);
          if (!(error <= 1)) expect.unreachable(`${rows}×${inner}×${columns}: ${error} units of round-off`);
        }
      }
    },
  );
});

test("XᵀYᵀ, which no formula asks for, is refused", () => {
  expect(() => productFunction({ rows: 2, inner: 2, columns: 2, transposeX: true, transposeY: true })).toThrow(
    "transposed",
  );
});
