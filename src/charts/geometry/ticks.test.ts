import fc from "fast-check";
import { expect, test } from "vitest";
import { powerOfTen } from "./domain";
import { flatText } from "./numberText";
import { stepScale, valueScale } from "./scale";
import { stepTicks, type Tick, valueTicks } from "./ticks";

const labels = (ticks: readonly Tick[]) => ticks.flatMap(({ label }) => (label ? [flatText(label)] : []));

test("iterates are labelled 0, 1, 10, … with thin spaces between thousands", () => {
  expect(labels(stepTicks(stepScale("log", [0, 1e4], 500), 46))).toEqual([
    "0",
    "1",
    "10",
    "100",
    "1\u202f000",
    "10\u202f000",
  ]);
  expect(labels(stepTicks(stepScale("log", [0, 1e6], 700), 46)).slice(-2)).toEqual(["10⁵", "10⁶"]);
  // Large digits on a small plot: 0 and 1 would read as one number.
  expect(labels(stepTicks(stepScale("log", [0, 1e4], 500), 460)).slice(0, 2)).not.toContain("1");
});

test("decades are labelled as powers of ten, and thinned to a common stride where they crowd", () => {
  expect(labels(valueTicks(valueScale("log", [1e-2, 1e2], [300, 0]), 30))).toEqual([
    "10⁻²",
    "10⁻¹",
    "10⁰",
    "10¹",
    "10²",
  ]);
  expect(labels(valueTicks(valueScale("log", [1e-30, 1e3], [300, 0]), 30))).toEqual([
    "10⁻³⁰",
    "10⁻²⁵",
    "10⁻²⁰",
    "10⁻¹⁵",
    "10⁻¹⁰",
    "10⁻⁵",
    "10⁰",
  ]);
});

test("a single decade is labelled at 1, 2 and 5", () => {
  expect(labels(valueTicks(valueScale("log", [0.01, 0.1], [300, 0]), 30))).toEqual(["0.01", "0.02", "0.05", "0.1"]);
});

test("labels of a linear axis share their number of decimals", () => {
  const scale = valueScale("linear", [96.3, 96.5], [300, 0]);
  expect(labels(valueTicks(scale, 60))).toEqual(["96.30", "96.35", "96.40", "96.45", "96.50"]);
  const small = valueScale("linear", [7.7e-4, 7.72e-4], [300, 0]);
  expect(labels(valueTicks(small, 60))).toEqual(["7.700·10⁻⁴", "7.705·10⁻⁴", "7.710·10⁻⁴", "7.715·10⁻⁴", "7.720·10⁻⁴"]);
});

test("a symlog axis is labelled at zero and at decades on both sides", () => {
  const ticks = valueTicks(valueScale("symlog", [-100, 100], [300, 0], 1), 40);
  expect(new Set(labels(ticks))).toEqual(new Set(["0", "10¹", "10²", "−10¹", "−10²"]));
});

test("labels keep their distance, whatever the axis", () => {
  const axis = fc.oneof(
    fc
      .tuple(fc.integer({ min: -300, max: 250 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 60, max: 900 }))
      .map(([e, n, size]) => valueScale("log", [powerOfTen(e), powerOfTen(e + n)], [size, 0])),
    fc
      .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }))
      .map(([lo, span]) => valueScale("linear", [lo, lo + span], [300, 0])),
  );
  fc.assert(
    fc.property(axis, (scale) => {
      const at = valueTicks(scale, 30)
        .filter(({ label }) => label)
        .map(({ position }) => position)
        .sort((a, b) => a - b);
      at.slice(1).forEach((position, i) => {
        expect(position - at[i]!).toBeGreaterThanOrEqual(14);
      });
      for (const position of at) expect(position).toBeGreaterThanOrEqual(-1e-6);
    }),
  );
});

test("iterates have whole numbers for ticks, also far zoomed in", () => {
  const windows = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 4, max: 5000 }));
  fc.assert(
    fc.property(windows, fc.constantFrom("log", "linear"), ([from, size], kind) => {
      const ticks = stepTicks(stepScale(kind, [from, from + size], 400), 46);
      expect(ticks.filter(({ label }) => label).length).toBeGreaterThanOrEqual(1);
      for (const { value } of ticks) expect(Number.isInteger(value)).toBe(true);
    }),
  );
});
