import fc from "fast-check";
import { expect, test } from "vitest";
import { heightAt, type LandscapeGrid, levelSets, levelsOf, type PlaneWindow } from "./contours";

const around: PlaneWindow = { x: 0, y: 0, half: 2 };

function gridOf(f: (x: number, y: number) => number, window = around, size = 81): LandscapeGrid {
  const at = (centre: number, k: number) => centre + window.half * ((2 * k) / (size - 1) - 1);
  const values = Float64Array.from({ length: size * size }, (_, k) =>
    f(at(window.x, k % size), at(window.y, Math.floor(k / size))),
  );
  return { size, window, values };
}

test("level lines of a cone are circles, wherever the window lies", () => {
  const window = { x: 5, y: -3, half: 2 };
  const grid = gridOf((x, y) => Math.hypot(x - 5, y + 3), window);
  const [set] = levelSets(grid, [1]);
  const ring = set!.rings.find((each) => each.every(([x, y]) => Math.hypot(x - 5, y + 3) < 1.5));
  expect(ring!.length).toBeGreaterThan(40);
  for (const [x, y] of ring!) expect(Math.hypot(x - 5, y + 3)).toBeCloseTo(1, 2);
});

test("levels divide the window into parts of equal area, and a constant has none", () => {
  const grid = gridOf((x) => x ** 3);
  const levels = levelsOf(grid, 5);
  expect(levels).toHaveLength(4);
  const below = (level: number) => grid.values.filter((value) => value < level).length / grid.values.length;
  levels.forEach((level, k) => {
    expect(below(level)).toBeCloseTo((k + 1) / 5, 1);
  });
  expect(
    levelsOf(
      gridOf(() => 3),
      5,
    ),
  ).toEqual([]);
});

test("values that are not finite count as the highest", () => {
  const grid = gridOf((x, y) => (x > 0 ? Number.NaN : x + y));
  expect(levelsOf(grid, 4).every(Number.isFinite)).toBe(true);
  const [set] = levelSets(grid, [-1]);
  expect(set!.rings.flat().every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
});

test("heights between the places of the lattice are bilinear: exact for a saddle xy", () => {
  const window = { x: 1, y: 2, half: 3 };
  const grid = gridOf((x, y) => x * y, window, 13);
  fc.assert(
    fc.property(fc.double({ min: -2, max: 4, noNaN: true }), fc.double({ min: -1, max: 5, noNaN: true }), (x, y) => {
      expect(heightAt(grid, x, y)).toBeCloseTo(x * y, 9);
    }),
  );
  expect(heightAt(grid, 4.5, 0)).toBeNaN();
});
