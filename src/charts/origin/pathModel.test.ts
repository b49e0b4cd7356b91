import { expect, test } from "vitest";
import { nearestPoint, pathLayout, placedPaths, pointAt, type SampledPath } from "./pathModel";

const path = (x: readonly number[], y: readonly number[], t = x.map((_, i) => i)): SampledPath => ({
  ...{ id: "0", label: null, name: "", colour: "lane-0", dash: [] },
  ...{ t, x, y },
});
const size = { width: 500, height: 300 };

test("linear axes have one scale and show all points and landmarks", () => {
  const landmarks = [{ x: 6, y: -1, label: "", isVisited: false }];
  const layout = pathLayout({ paths: [path([0, 2], [0, 1])], landmarks, kind: "linear", ...size, magnification: 1 });
  const unit = (scale: typeof layout.x) => Math.abs(scale.position(1) - scale.position(0));
  expect(unit(layout.x)).toBeCloseTo(unit(layout.y), 9);
  for (const [x, y] of [
    [0, 0],
    [2, 1],
    [6, -1],
  ] as const) {
    expect(layout.x.position(x)).toBeGreaterThan(0);
    expect(layout.x.position(x)).toBeLessThan(layout.plotWidth);
    expect(layout.y.position(y)).toBeGreaterThan(0);
    expect(layout.y.position(y)).toBeLessThan(layout.plotHeight);
  }
});

test("log axes have no place for what is not positive, and its point is left out", () => {
  const paths = [path([1, 10, 100], [1e-3, 0, 1e-1])];
  const layout = pathLayout({ paths, landmarks: [], kind: "log", ...size, magnification: 1 });
  const [placed] = placedPaths(paths, layout);
  expect(placed!.y.map(Number.isFinite)).toEqual([true, false, true]);
  expect(layout.x.domain).toEqual([1, 100]);
});

test("a path without points has axes all the same", () => {
  const layout = pathLayout({ paths: [path([], [])], landmarks: [], kind: "linear", ...size, magnification: 1 });
  expect(layout.xTicks.length).toBeGreaterThan(1);
});

test("the last point at or before an iterate is found", () => {
  const at = path([0, 0, 0], [0, 0, 0], [0, 10, 20]);
  expect([-1, 0, 9, 10, 25].map((t) => pointAt(at, t))).toEqual([-1, 0, 0, 1, 2]);
});

test("the nearest point within reach gives its iterate, else there is none", () => {
  const paths = [path([0, 1], [0, 1], [3, 7])];
  const layout = pathLayout({ paths, landmarks: [], kind: "linear", ...size, magnification: 1 });
  const placed = placedPaths(paths, layout);
  const [x, y] = [placed[0]!.x[1]!, placed[0]!.y[1]!];
  expect(nearestPoint(placed, x + 5, y, 24)).toBe(7);
  expect(nearestPoint(placed, x + 30, y, 24)).toBeNull();
});
