import { expect, test } from "vitest";
import { fromRows } from "./matrix";
import { orthonormalRows } from "./orthonormal";
import { createDraws } from "./random";

test("rows become orthonormal to rounding, also where they are nearly dependent, and span what they spanned", () => {
  const M = createDraws(4).normals(5, 9);
  for (let j = 0; j < 9; j++) M.data[4 * 9 + j] = M.data[j]! + 1e-7 * M.data[4 * 9 + j]!;
  const Q = orthonormalRows(M);
  const row = (X: typeof M, i: number) => X.data.subarray(i * 9, (i + 1) * 9);
  const inner = (x: Float64Array, y: Float64Array) => x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j <= i; j++)
      expect(Math.abs(inner(row(Q, i), row(Q, j)) - Number(i === j))).toBeLessThan(1e-15 * 8);
    const rest = row(M, i).slice();
    for (let j = 0; j <= i; j++) {
      const along = inner(row(Q, j), rest);
      for (let k = 0; k < 9; k++) rest[k]! -= along * row(Q, j)[k]!;
    }
    expect(Math.sqrt(inner(rest, rest))).toBeLessThan(1e-14);
  }
});

test("rows that depend on those before are passed over", () => {
  const M = fromRows([
    [0, 0, 0],
    [2, 0, 0],
    [-4, 0, 0],
    [1, 3, 0],
  ]);
  expect([...orthonormalRows(M, 2).data]).toEqual([1, 0, 0, 0, 1, 0]);
  expect(orthonormalRows(M, 3)).toEqual(orthonormalRows(M, 2));
});
