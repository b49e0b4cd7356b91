import { expect, test } from "vitest";
import { arrowsAlong } from "./arrows";

test("arrows stand apart along the path and point along it", () => {
  const arrows = arrowsAlong([0, 300, 300], [0, 0, 200], 60);
  expect(arrows.map(({ angle }) => Math.round((180 * angle) / Math.PI))).toEqual([0, 0, 0, 0, 0, 90, 90, 90]);
  const apart = arrows.slice(1).map(({ x, y }, i) => Math.hypot(x - arrows[i]!.x, y - arrows[i]!.y));
  expect(apart.filter((distance) => distance < 60 || distance > 63)).toEqual([]);
});

test("a path trembling on the spot has no arrows, however long it is", () => {
  const x = Array.from({ length: 2000 }, (_, k) => (k % 2) * 10);
  expect(arrowsAlong(x, new Array(2000).fill(0), 60)).toEqual([]);
});

test("a path too short for an arrow, with gaps or off the screen has none there", () => {
  expect(arrowsAlong([0, 10], [0, 0], 50)).toEqual([]);
  expect(arrowsAlong([0, Number.NaN, 500], [0, 0, 0], 50)).toEqual([]);
  expect(arrowsAlong([0, 1e300, Infinity], [0, 0, 0], 50)).toEqual([]);
  expect(arrowsAlong([0, 300], [0, 0], 50, 1)).toEqual([]);
});
