import { describe, expect, test } from "vitest";
import { largestEigenvalue, leastSquares, smallerGram, solveSpd } from "./factorization";
import { fromRows, type Matrix, matrix, transposed } from "./matrix";
import { createDraws } from "./random";
import { singularValues, svd } from "./singularValues";

const ULP = 2 ** -52;

function multiply(X: Matrix, Y: Matrix): Matrix {
  const Z = matrix(X.rows, Y.columns);
  for (let i = 0; i < X.rows; i++)
    for (let j = 0; j < Y.columns; j++)
      for (let k = 0; k < X.columns; k++)
        Z.data[i * Y.columns + j]! += X.data[i * X.columns + k]! * Y.data[k * Y.columns + j]!;
  return Z;
}

function distance(X: Matrix, Y: Matrix): number {
  return Math.sqrt(X.data.reduce((sum, x, e) => sum + (x - Y.data[e]!) ** 2, 0));
}

const identity = (n: number) => {
  const I = matrix(n, n);
  for (let i = 0; i < n; i++) I.data[i * n + i] = 1;
  return I;
};

describe.each([
  [5, 3],
  [3, 5],
  [4, 4],
  [1, 6],
  [20, 7],
])("svd of a random %i×%i matrix", (rows, columns) => {
  const M = createDraws(rows * 100 + columns).normals(rows, columns);
  const { U, sigma, Vt } = svd(M);
  const k = Math.min(rows, columns);

  test("multiplies back to the matrix", () => {
    const S = matrix(k, k);
    sigma.forEach((s, i) => {
      S.data[i * k + i] = s;
    });
    expect(distance(multiply(multiply(U, S), Vt), M)).toBeLessThan(50 * ULP * sigma[0]!);
  });

  test("has orthonormal vectors and falling values", () => {
    expect(distance(multiply(transposed(U), U), identity(k))).toBeLessThan(100 * ULP);
    expect(distance(multiply(Vt, transposed(Vt)), identity(k))).toBeLessThan(100 * ULP);
    expect([...sigma]).toEqual([...sigma].sort((a, b) => b - a));
  });

  test("has left vectors whose entry of largest modulus is positive", () => {
    for (let s = 0; s < k; s++) {
      const column = Array.from({ length: rows }, (_, i) => U.data[i * k + s]!);
      const peak = column.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      expect(peak).toBeGreaterThan(0);
    }
  });
});

test("the values alone are those of the whole decomposition, and those of a rank-deficient matrix end in 0", () => {
  const M = createDraws(5).normals(9, 6);
  singularValues(M).forEach((s, k) => {
    expect(s).toBeCloseTo(svd(M).sigma[k]!, 13);
  });
  const rankOne = fromRows([
    [1, 2],
    [2, 4],
    [3, 6],
  ]);
  const { U, sigma, Vt } = svd(rankOne);
  expect(sigma[0]).toBeCloseTo(Math.sqrt(70), 13);
  expect(sigma[1]).toBeLessThan(1e-14);
  expect(distance(multiply(transposed(U), U), identity(2))).toBeLessThan(1e-14);
  expect(distance(multiply(Vt, transposed(Vt)), identity(2))).toBeLessThan(1e-14);
  expect([...singularValues(matrix(3, 2))]).toEqual([0, 0]);
});

test("the largest eigenvalue of a known spectrum is found by the dense and by the Lanczos path", () => {
  // H = I − 2vvᵀ/‖v‖² is orthogonal, so H diag(λ) H has the spectrum λ.
  for (const n of [6, 300]) {
    const v = createDraws(n).normals(n, 1).data;
    const norm = v.reduce((sum, x) => sum + x * x, 0);
    const M = matrix(n, n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) {
          const hik = (i === k ? 1 : 0) - (2 * v[i]! * v[k]!) / norm;
          const hjk = (j === k ? 1 : 0) - (2 * v[j]! * v[k]!) / norm;
          sum += hik * (3 / (1 + k)) * hjk;
        }
        M.data[i * n + j] = sum;
      }
    expect(Math.abs(largestEigenvalue(M) - 3)).toBeLessThan(100 * ULP);
  }
});

test("the smaller Gram matrix keeps the largest eigenvalue σ₁²", () => {
  const M = createDraws(11).normals(9, 4);
  const sigma1 = svd(M).sigma[0]!;
  for (const X of [M, transposed(M)]) {
    const G = smallerGram(X);
    expect(G.rows).toBe(4);
    expect(largestEigenvalue(G)).toBeCloseTo(sigma1 ** 2, 12);
  }
});

test("the largest eigenvalue of Gram matrices is σ₁², whatever their side, rank and condition", () => {
  for (let side = 1; side <= 20; side++) {
    for (let seed = 0; seed < 40; seed++) {
      const X = createDraws(1000 * side + seed).normals(side, side + (seed % 3));
      // rows that are zero, equal, or smaller by orders of magnitude
      if (seed % 4 === 1) X.data.fill(0, 0, X.columns);
      if (seed % 4 === 2) X.data.copyWithin(X.columns, 0, X.columns);
      if (seed % 4 === 3)
        X.data.forEach((x, e) => {
          X.data[e] = x * 10 ** -Math.floor(e / X.columns);
        });
      const sigma1 = singularValues(X)[0]!;
      const error = largestEigenvalue(smallerGram(X)) - sigma1 ** 2;
      if (!(Math.abs(error) <= 60 * ULP * sigma1 ** 2)) expect.unreachable(`side ${side}, seed ${seed}: ${error}`);
    }
  }
});

test("the largest eigenvalue of a matrix with an entry that is not finite is NaN", () => {
  for (const side of [1, 3, 60]) {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const M = identity(side);
      M.data[M.data.length - 1] = x;
      expect(largestEigenvalue(M)).toBeNaN();
    }
  }
});

test("least squares leaves a residual orthogonal to the columns, also where the rank is deficient", () => {
  const full = createDraws(3).normals(8, 3);
  const deficient = fromRows([
    [1, 2],
    [2, 4],
    [3, 6],
  ]);
  for (const M of [full, deficient]) {
    const Y = createDraws(4).normals(M.rows, 2);
    const R = multiply(M, leastSquares(M, Y));
    R.data.forEach((r, e) => {
      R.data[e] = r - Y.data[e]!;
    });
    for (const x of multiply(transposed(M), R).data) expect(Math.abs(x)).toBeLessThan(1e-13);
  }
});

test("a symmetric positive definite system is solved", () => {
  const M = fromRows([
    [4, 1],
    [1, 3],
  ]);
  const x = solveSpd(M, Float64Array.of(1, 2));
  expect(x[0]).toBeCloseTo(1 / 11, 14);
  expect(x[1]).toBeCloseTo(7 / 11, 14);
});
