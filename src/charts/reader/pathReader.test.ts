import { describe, expect, test } from "vitest";
import { createChartView } from "../chartView";
import { pathLayout } from "../origin/pathModel";
import { readablePathChart } from "./pathReader";

const clock = { now: () => 0, onNextFrame: () => {}, after: () => {} };
const view = createChartView({ playhead: 100 }, clock);
// ‖V‖ = 10 / (1 + t), step 0.1 (1 + t): a hyperbola
const at = (t: number) => [10 / (1 + t), 0.1 * (1 + t)] as const;
const t = [0, 9, 99];
const path = { id: "0", label: null, name: "r = 4", colour: "lane-0", dash: [], t } as const;
const sampled = { ...path, x: t.map((step) => at(step)[0]), y: t.map((step) => at(step)[1]) };
const layout = pathLayout({ paths: [sampled], landmarks: [], kind: "log", width: 400, height: 300, magnification: 1 });

const chart = readablePathChart({
  ...{ title: "Step against position", view, T: 1000, kind: "log", names: ["‖V‖", "ηₜ"], words: "In decades." },
  paths: [{ id: "0", name: "r = 4", at: (step) => (step <= 100 ? at(step) : null) }],
  layout: () => layout,
});

describe("paths in a plane, read", () => {
  test("are two lines over t each: a coordinate by its name, and nothing where there is no point", () => {
    const [x, y] = chart.lines();
    expect([x!.name, y!.name]).toEqual(["r = 4, ‖V‖", "r = 4, ηₜ"]);
    expect([x!.value(9), y!.value(9), x!.value(500)]).toEqual([1, 1, null]);
    expect(x!.height(500)).toBeNaN();
  });

  test("are as high as they stand along their axis", () => {
    const [x, y] = chart.lines();
    // a path down one axis and up the other: each decade is an equal part of either
    expect(x!.height(0) - x!.height(9)).toBeCloseTo(x!.height(9) - x!.height(99), 10);
    expect(y!.height(9) - y!.height(0)).toBeCloseTo(y!.height(99) - y!.height(9), 10);
    expect(x!.height(0)).toBeGreaterThan(x!.height(99));
    for (const step of [0, 9, 99])
      for (const line of [x!, y!]) expect(Math.abs(line.height(step) - 0.5)).toBeLessThan(0.51);
  });

  test("are told from the start to the iterate shown", () => {
    expect(chart.summary()).toBe(
      "In decades. r = 4: ‖V‖ from 10.0 to 0.0990, ηₜ from 0.100 to 10.1, from t = 0 to 100.",
    );
  });

  test("are gone through by decades of t", () => {
    expect([0, 1].map((share) => chart.stepAt(share))).toEqual([0, 1000]);
    const shares = Array.from({ length: 50 }, (_, i) => chart.stepAt(i / 49));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
});
