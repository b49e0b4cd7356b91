import { expect, test } from "vitest";
import { traceGap } from "./gapPath";
import type { Samples } from "./samples";
import { valueScale } from "./scale";

const samples = (points: readonly (readonly [number, number])[]): Samples => ({
  length: points.length,
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  marks: [],
  ...{ settled: points.length, epoch: 1, version: 1 },
});
// 0 … 10 upwards on 100 pixels
const y = valueScale("linear", [0, 10], [100, 0]);

function traced(a: Samples, b: Samples, scale = y): string {
  const steps: string[] = [];
  traceGap(a, b, scale, {
    moveTo: (px, py) => steps.push(`M${px},${py}`),
    lineTo: (px, py) => steps.push(`L${px},${py}`),
    closePath: () => steps.push("Z"),
  });
  return steps.join(" ");
}

test("the area goes along one line and back along the other", () => {
  const upper = samples([
    [0, 9],
    [10, 8],
  ]);
  const lower = samples([
    [0, 1],
    [10, 2],
  ]);
  expect(traced(upper, lower)).toBe("M0,10 L10,20 L10,80 L0,90 Z");
});

test("a bound that is known further than the run ends with the run", () => {
  const bound = samples([0, 5, 10, 15].map((x) => [x, 8]));
  const line = samples([
    [0, 1],
    [10, 1],
  ]);
  expect(traced(bound, line)).toBe("M0,20 L5,20 L10,20 L10,90 L0,90 Z");
});

test("where a line has no point at an end of the area, it is read between its points", () => {
  const bound = samples([
    [5, 8],
    [8, 8],
  ]);
  const line = samples([
    [0, 0],
    [10, 10],
  ]);
  expect(traced(bound, line)).toBe("M5,20 L8,20 L8,20 L5,50 Z");
});

test("values without a place on the axis are left out, and lines that do not meet enclose nothing", () => {
  const log = valueScale("log", [1, 100], [100, 0]);
  const a = samples([
    [0, Number.NaN],
    [1, 10],
    [2, 10],
  ]);
  const b = samples([
    [0, 1],
    [1, 0],
    [2, 1],
  ]);
  expect(traced(a, b, log)).toBe("M1,50 L2,50 L2,100 L1,100 Z");
  expect(traced(samples([[0, 1]]), samples([[5, 1]]))).toBe("");
});
