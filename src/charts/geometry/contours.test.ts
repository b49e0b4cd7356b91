import fc from "fast-check";
import { expect, test } from "vitest";
import {
  gridCoordinate,
  heightAt,
  type LandscapeGrid,
  levelSets,
  levelsOf,
  minimaProducts,
  productCurve,
} from "./contours";

function gridOf(loss: (p: number) => number, extent = 2, size = 121): LandscapeGrid {
  const values = new Float64Array(size * size);
  const at = (k: number) => -extent + (2 * extent * k) / (size - 1);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) values[i * size + j] = loss(at(i) * at(j));
  return { size, extent, values };
}

test("the minima of a quadratic in ba are found from the grid alone", () => {
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(60, 61, 121), (target, size) => {
      fc.pre(Math.abs(target) > 0.05);
      const minima = minimaProducts(gridOf((p) => 0.5 * (p - target) ** 2, 2, size));
      expect(minima.length).toBe(1);
      expect(Math.abs(minima[0]! - target)).toBeLessThan(0.02);
    }),
  );
});

test("a loss with two minima shows both, one without a minimum none", () => {
  const two = minimaProducts(gridOf((p) => (p * p - 1) ** 2));
  expect(two.map((p) => Math.round(10 * p) / 10)).toEqual([-1, 1]);
  expect(minimaProducts(gridOf((p) => Math.exp(-p)))).toEqual([]);
});

test("the points of a minima curve multiply to p and lie in the plane", () => {
  fc.assert(
    fc.property(fc.double({ min: -3.9, max: 3.9, noNaN: true }), (p) => {
      fc.pre(Math.abs(p) > 1e-3);
      const branches = productCurve(p, 2);
      expect(branches.length).toBe(2);
      const wrong = branches
        .flat()
        .filter(([b, a]) => Math.abs(b * a - p) > 1e-9 || Math.max(Math.abs(b), Math.abs(a)) > 2 + 1e-9);
      expect(wrong).toEqual([]);
    }),
  );
});

test("level lines lie where the loss has the level's value", () => {
  const loss = (p: number) => 0.5 * (p - 1) ** 2;
  const grid = gridOf(loss);
  const levels = levelsOf(grid, 13);
  expect(levels.length).toBe(12);
  for (const { level, rings } of levelSets(grid, levels)) {
    const wrong = rings
      .flat()
      .filter(
        ([b, a]) => Math.max(Math.abs(b), Math.abs(a)) < 1.99 && Math.abs(loss(b * a) - level) > 0.02 * (1 + level),
      );
    expect(wrong).toEqual([]);
  }
});

test("values that are not finite leave the levels of the others alone", () => {
  const grid = gridOf((p) => (p > 3.5 ? Number.POSITIVE_INFINITY : (p - 1) ** 2));
  expect(levelsOf(grid, 5).every(Number.isFinite)).toBe(true);
  expect(levelSets(grid, levelsOf(grid, 5)).length).toBe(4);
});

test("between grid points the height is interpolated, outside there is none", () => {
  const grid = gridOf((p) => p, 1, 41);
  expect(heightAt(grid, 0.5, -0.5)).toBeCloseTo(-0.25, 12);
  expect(heightAt(grid, 0.333, 0.777)).toBeCloseTo(0.333 * 0.777, 6);
  expect(heightAt(grid, 1.2, 0)).toBeNaN();
  expect([gridCoordinate(grid, 0), gridCoordinate(grid, 40)]).toEqual([-1, 1]);
});
