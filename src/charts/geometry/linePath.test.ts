import fc from "fast-check";
import { expect, test } from "vitest";
import { plainHistory } from "../history.fixtures";
import { emptyExtent } from "./domain";
import { endOf, includeSamples, lengthBefore, pointBefore, sampleFunction, TOLERANCE, tracePath } from "./linePath";
import { createSampler, type Samples, stepAxis } from "./samples";
import { stepScale, valueScale } from "./scale";

const samplesOf = (points: readonly (readonly [number, number])[]): Samples => ({
  length: points.length,
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  marks: [],
  ...{ settled: points.length, epoch: 1, version: 1 },
});

function traced(samples: Samples, kind: "log" | "linear" = "linear"): string {
  const commands: string[] = [];
  const scale = kind === "log" ? valueScale("log", [1, 100], [100, 0]) : valueScale("linear", [0, 100], [100, 0]);
  tracePath(samples, scale, {
    moveTo: (x, y) => commands.push(`M${x},${y}`),
    lineTo: (x, y) => commands.push(`L${x},${y}`),
  });
  return commands.join("");
}

test("the pen goes from corner to corner", () => {
  expect(
    traced(
      samplesOf([
        [0, 0],
        [10, 50],
        [20, 0],
      ]),
    ),
  ).toBe("M0,100L10,50L20,100");
  expect(
    traced(
      samplesOf([
        [0, 1],
        [10, 10],
        [20, 1],
      ]),
      "log",
    ),
  ).toBe("M0,100L10,50L20,100");
});

test("points on a straight line are one stroke", () => {
  const straight = Array.from({ length: 101 }, (_, i) => [i, i % 3 === 2 ? i + TOLERANCE / 2 : i] as const);
  expect(traced(samplesOf(straight))).toBe("M0,100L100,0");
});

test("the path passes every point within the tolerance, up and down within a pixel column included", () => {
  const steps = fc.tuple(
    fc.constantFrom(0, 0.5, 1),
    fc.oneof(fc.double({ min: -0.1, max: 0.1, noNaN: true }), fc.double({ min: -40, max: 40, noNaN: true })),
  );
  fc.assert(
    fc.property(fc.array(steps, { minLength: 2, maxLength: 300 }), (moves) => {
      let at: readonly [number, number] = [0, 50];
      const points = moves.map(([dx, dy]) => {
        at = [at[0] + dx, at[1] + dy];
        return at;
      });
      const path: (readonly [number, number])[] = [];
      const add = (px: number, py: number) => path.push([px, py]);
      tracePath(samplesOf(points), valueScale("linear", [0, 100], [0, 100]), { moveTo: add, lineTo: add });
      const far = points.filter(([px, py]) => !path.some((end, i) => i > 0 && isOn(path[i - 1]!, end, px, py)));
      expect(far).toEqual([]);
    }),
  );
});

/** Whether the segment passes the point, up to the tolerance in y. */
function isOn(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  px: number,
  py: number,
): boolean {
  if (px < x1 || px > x2) return false;
  const share = x2 > x1 ? (px - x1) / (x2 - x1) : 0;
  const [low, high] = x2 > x1 ? [y1 + share * (y2 - y1), y1 + share * (y2 - y1)] : [Math.min(y1, y2), Math.max(y1, y2)];
  return py >= low - 1.001 * TOLERANCE && py <= high + 1.001 * TOLERANCE;
}

test("the pen is lifted at NaN, and a point alone between two lifts shows as a dot", () => {
  expect(
    traced(
      samplesOf([
        [0, 0],
        [10, 0],
        [15, Number.NaN],
        [20, 50],
        [25, Number.NaN],
        [30, 0],
        [40, 0],
      ]),
    ),
  ).toBe("M0,100L10,100M20,50L20.01,50M30,100L40,100");
});

test("the extent is that of what lies inside the plot", () => {
  const extent = emptyExtent();
  includeSamples(
    extent,
    samplesOf([
      [-5, 1e9],
      [0, 3],
      [50, -2],
      [90, Number.NaN],
      [101, 1e9],
    ]),
    100,
  );
  expect(extent).toEqual({ min: -2, max: 3, minPositive: 3 });
});

test("a line's label belongs to its last drawn point in the plot", () => {
  const samples = samplesOf([
    [0, 5],
    [60, 7],
    [80, Number.NaN],
    [140, 9],
  ]);
  expect(endOf(samples, 100)).toEqual({ x: 60, value: 7 });
  expect(endOf(samplesOf([]), 100)).toBeNull();
});

test("a function of t is drawn over the whole window", () => {
  const scale = stepScale("log", [0, 1000], 200);
  const { length, x, y } = sampleFunction((t) => 2 * t + 1, scale, true);
  expect([x[0], y[0], x[length - 1]]).toEqual([0, 1, 200]);
  expect(y[length - 1]).toBeCloseTo(2001, 6);
});

test("a line that leaves the window is drawn through its edge", () => {
  const history = plainHistory({ loss: [1, 2, 3, 4, 5, 6, 7, 8, 9] });
  const samples = createSampler().update(history, { column: "loss" }, stepAxis(stepScale("linear", [3, 7], 40)), true);
  expect(samples.x[0]).toBeLessThan(0);
  expect(samples.x[samples.length - 1]).toBeGreaterThan(40);
});

test("a line is taken up again at the last point left of a strip, with as much path behind it as its dashes have seen", () => {
  const samples = samplesOf([
    [0, 0],
    [10, Number.NaN],
    [20, 10],
    [23, 14],
    [23, 20],
    [40, 20],
  ]);
  const y = valueScale("linear", [0, 100], [0, 100]);
  expect([-1, 0, 22, 23, 99].map((x) => pointBefore(samples, x))).toEqual([0, 0, 2, 4, 5]);
  expect([0, 2, 3, 4, 5].map((point) => lengthBefore(samples, y, point))).toEqual([0, 0, 5, 11, 28]);
});
