import { expect, test } from "vitest";
import { freePlace, type Polyline, placesAlong, pointToKeep } from "./freePlace";

const line = (...points: readonly (readonly [number, number])[]): Polyline => ({
  length: points.length,
  x: (i) => points[i]![0],
  y: (i) => points[i]![1],
});
const places = placesAlong(100, 40, 60, 0, 200);

test("places run from the top to the bottom of the plot", () => {
  expect(places.map(({ y }) => y)).toEqual([0, 40, 80, 120, 160]);
});

test("a box avoids lines, also where they have no point under it", () => {
  expect(freePlace(places, [line([0, 10], [200, 10])], 0)).toBe(1);
  expect(freePlace(places, [line([0, 10], [200, 10]), line([0, 100], [300, 70])], 1)).toBe(3);
});

test("it stays where it is as long as no other place is better", () => {
  expect(freePlace(places, [], 3)).toBe(3);
  expect(freePlace(places, [line([0, 0], [10, 200])], 2)).toBe(2);
});

test("a point to keep counts more than lines", () => {
  expect(
    freePlace(placesAlong(0, 100, 50, 0, 200), [line([0, 110], [9, 110], [20, 110]), pointToKeep(10, 20)], 0),
  ).toBe(1);
});

test("a lifted pen covers nothing", () => {
  expect(freePlace(places, [line([0, 10], [90, Number.NaN], [200, 10])], 0)).toBe(0);
});

test("of two sides it takes the one that lines do not run under", () => {
  const both = [...placesAlong(0, 40, 60, 0, 200), ...places];
  const steep = line([0, 0], [5, 60], [10, 120], [20, 199], [30, 100]);
  expect(both[freePlace(both, [steep], 0)]!.x).toBe(100);
  expect(both[freePlace(both, [line([120, 0], [140, 200])], 7)]!.x).toBe(0);
});
