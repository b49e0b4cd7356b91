import { expect, test } from "vitest";
import { matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import { svd } from "../../math/singularValues";
import { coordinatesIn } from "./reference";
import { nearestSubsum, visitsOf } from "./subsums";

/** ‖X − Σ_{i∈S} σᵢuᵢvᵢᵀ‖, entry by entry. */
function distanceTo(
  X: Float64Array,
  n: number,
  { U, sigma, Vt }: ReturnType<typeof svd>,
  S: readonly number[],
): number {
  let sum = 0;
  for (let e = 0; e < X.length; e++) {
    const [i, j] = [Math.floor(e / n), e % n];
    const at = S.reduce((part, k) => part + sigma[k]! * U.data[i * U.columns + k]! * Vt.data[k * Vt.columns + j]!, 0);
    sum += (X[e]! - at) ** 2;
  }
  return Math.sqrt(sum);
}

test("the nearest sub-sum is the nearest among all of at most r triplets", () => {
  const [m, n] = [5, 4];
  const draws = createDraws(11);
  const triplets = svd(draws.normals(m, n));
  for (let trial = 0; trial < 40; trial++) {
    const X = draws.normals(m, n);
    for (const r of [1, 2, 4]) {
      const subsets = Array.from({ length: 2 ** n }, (_, bits) => [0, 1, 2, 3].filter((k) => (bits >> k) & 1));
      const best = Math.min(...subsets.filter((S) => S.length <= r).map((S) => distanceTo(X.data, n, triplets, S)));
      const norm = Math.hypot(...X.data);
      const found = nearestSubsum(coordinatesIn(triplets, X), triplets.sigma, norm, r);
      expect(found.distance).toBeCloseTo(best, 12);
      expect(
        distanceTo(
          X.data,
          n,
          triplets,
          found.triplets.map((i) => i - 1),
        ),
      ).toBeCloseTo(best, 12);
    }
  }
});

test("coordinates of Σ cᵢuᵢvᵢᵀ are the cᵢ", () => {
  const triplets = svd(createDraws(3).normals(6, 4));
  const c = [3, -1, 0.5, 0];
  const X = matrix(6, 4);
  for (let i = 0; i < 6; i++) {
    for (let j = 0; j < 4; j++) {
      for (let k = 0; k < 4; k++)
        X.data[4 * i + j]! += c[k]! * triplets.U.data[4 * i + k]! * triplets.Vt.data[4 * k + j]!;
    }
  }
  for (const [k, value] of coordinatesIn(triplets, X).entries()) expect(value).toBeCloseTo(c[k]!, 13);
});

test("a visit is counted once, where the path is nearest, and only within a tenth of ‖W* − W0‖", () => {
  const at = (t: number, triplets: readonly number[], distance: number) => ({ t, triplets, distance });
  const path = [at(0, [], 0.01), at(5, [], 0.5), at(8, [1], 2), at(9, [1], 0.3), at(10, [1], 0.2), at(12, [1], 0.4)];
  expect(visitsOf([...path, at(20, [1, 2], 0)], 10)).toEqual([at(0, [], 0.01), at(10, [1], 0.2), at(20, [1, 2], 0)]);
});
