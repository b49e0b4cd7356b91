import { describe, expect, test } from "vitest";
import { smallerGram } from "../../../math/factorization";
import { createDraws } from "../../../math/random";
import { singularValues } from "../../../math/singularValues";
import { compileLargestEigenvalue } from "./eigenvalue";

describe("the generated largest eigenvalue", () => {
  test.each([1, 2, 3, 4, 5, 8, 15, 16, 31, 48])("of Gram matrices of side %d is σ₁²", (side) => {
    const largest = compileLargestEigenvalue(side)!;
    for (let seed = 0; seed < 40; seed++) {
      const X = createDraws(1000 * side + seed).normals(side, side + (seed % 3));
      // rows that are zero, equal, or smaller by orders of magnitude
      if (seed % 4 === 1) X.data.fill(0, 0, X.columns);
      if (seed % 4 === 2) X.data.copyWithin(X.columns, 0, X.columns);
      const scale = (e: number) => (seed % 4 === 3 ? 10 ** -Math.floor(e / X.columns) : 1);
      const graded = { ...X, data: X.data.map((x, e) => x * scale(e)) };
      const sigma1 = singularValues(graded)[0]!;
      const error = largest(smallerGram(graded).data) - sigma1 ** 2;
      if (!(Math.abs(error) <= 2 ** -46 * sigma1 ** 2)) expect.unreachable(`seed ${seed}: off by ${error}`);
    }
  });

  test("is NaN where an entry is not finite, and right again after that", () => {
    const largest = compileLargestEigenvalue(3)!;
    expect(largest(Float64Array.of(1, 0, 0, 0, Number.NaN, 0, 0, 0, 1))).toBeNaN();
    expect(largest(Float64Array.of(1, 0, 0, 0, Number.POSITIVE_INFINITY, 0, 0, 0, 1))).toBeNaN();
    expect(largest(Float64Array.of(1, 0, 0, 0, 4, 0, 0, 0, 1))).toBe(4);
  });

  test("is left to others where the side is large", () => {
    expect(compileLargestEigenvalue(49)).toBeNull();
  });
});
