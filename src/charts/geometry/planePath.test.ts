import fc from "fast-check";
import { expect, test } from "vitest";
import { plainHistory } from "../history.fixtures";
import { planePath } from "./planePath";
import { valueScale } from "./scale";

const axes = {
  x: { reading: { column: "plane_b" }, scale: valueScale("linear", [-1, 1], [0, 200]) },
  y: { reading: { column: "plane_a" }, scale: valueScale("linear", [-1, 1], [200, 0]) },
} as const;

/** Distance from a point to the drawn path, by brute force. */
function distance(px: number, py: number, path: ReturnType<typeof planePath>): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < path.x.length; i++) {
    const [bx, by] = [path.x[i]!, path.y[i]!];
    const [ax, ay] = [path.x[Math.max(0, i - 1)]!, path.y[Math.max(0, i - 1)]!];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length));
    best = Math.min(best, Math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay)));
  }
  return best;
}

test("every iterate lies within a few pixels of the drawn path", () => {
  const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 300 }), (points) => {
      const history = plainHistory({ plane_b: points.map(([b]) => b), plane_a: points.map(([, a]) => a) });
      const path = planePath(history, axes);
      const distances = points.map(([b, a]) => distance(axes.x.scale.position(b), axes.y.scale.position(a), path));
      expect(Math.max(...distances)).toBeLessThanOrEqual(6);
    }),
  );
});

test("a corner between two drawn iterates is not cut", () => {
  const path = planePath(plainHistory({ plane_b: [0, 0, 0, 0, 1], plane_a: [1, 0, 0, 0, 0] }), axes);
  expect(distance(100, 100, path)).toBe(0);
});

test("a smooth path of many iterates is drawn with few points, and an excursion of one iterate is kept", () => {
  const n = 20000;
  const turn = (t: number) => (2 * Math.PI * t) / n;
  const b = Array.from({ length: n }, (_, t) => 0.8 * Math.cos(turn(t)));
  const a = Array.from({ length: n }, (_, t) => (t === 12345 ? 0.99 : 0.8 * Math.sin(turn(t))));
  const path = planePath(plainHistory({ plane_b: b, plane_a: a }), axes);
  expect(path.x.length).toBeLessThan(700);
  expect(Math.min(...path.y)).toBeCloseTo(axes.y.scale.position(0.99), 6);
});

test("the pen is lifted where an iterate has no place", () => {
  const infinite = planePath(plainHistory({ plane_b: [0.1, Infinity, 0.5], plane_a: [0, 0, 0] }), axes);
  expect(infinite.x.map(Number.isNaN)).toEqual([false, true, false]);
  const log = { reading: { column: "plane_b" }, scale: valueScale("log", [1e-3, 1], [0, 200]) } as const;
  const path = planePath(plainHistory({ plane_b: [0.1, 0, 0.5], plane_a: [0, 0, 0] }), { x: log, y: axes.y });
  expect(path.x.map(Number.isNaN)).toEqual([false, true, false]);
});
