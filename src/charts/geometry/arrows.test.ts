import { expect, test } from "vitest";
import { arrowsAlong } from "./arrows";

test("arrows stand at equal distances along the path and point along it", () => {
  const arrows = arrowsAlong([0, 100, 100], [0, 0, 100], 50);
  expect(arrows.map(({ x, y }) => [x, y])).toEqual([
    [25, 0],
    [75, 0],
    [100, 25],
    [100, 75],
  ]);
  expect(arrows.map(({ angle }) => angle)).toEqual([0, 0, Math.PI / 2, Math.PI / 2]);
});

test("a path too short for an arrow, or with gaps, has none there", () => {
  expect(arrowsAlong([0, 10], [0, 0], 50)).toEqual([]);
  expect(arrowsAlong([0, Number.NaN, 500], [0, 0, 0], 50)).toEqual([]);
  expect(arrowsAlong([0, 1e300, Infinity], [0, 0, 0], 50)).toEqual([]);
});
