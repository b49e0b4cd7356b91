import { expect, test } from "vitest";
import { nudged, positionOf, type SliderScale, valueAt } from "./sliderScale";

const rank: SliderScale = { min: 1, max: 64, scale: "log", integer: true };
const smoothness: SliderScale = { min: 0.01, max: 1000, scale: "log", integer: false };
const share: SliderScale = { min: 0, max: 1, scale: "linear", integer: false };
const scales = [rank, smoothness, share, { min: 0, max: 12, scale: "linear", integer: true } as const];

test("the ends of the travel are the ends of the range, on every scale", () => {
  for (const s of scales) {
    expect([valueAt(s, 0), valueAt(s, 1)]).toEqual([s.min, s.max]);
    expect([positionOf(s, s.min), positionOf(s, s.max)]).toEqual([0, 1]);
  }
});

test("the middle of a logarithmic slider is the geometric mean", () => {
  expect(valueAt(rank, 0.5)).toBe(8);
  expect(positionOf(smoothness, Math.sqrt(10))).toBeCloseTo(0.5, 12);
});

test("a value outside the slider rests at its nearer end", () => {
  expect([positionOf(smoothness, 0), positionOf(smoothness, 1e9)]).toEqual([0, 1]);
});

test("an arrow key always changes the value, and repeated presses reach the end", () => {
  for (const s of scales) {
    for (const direction of [-1, 1] as const) {
      const end = direction === 1 ? s.max : s.min;
      let value = direction === 1 ? s.min : s.max;
      for (let presses = 0; value !== end; presses++) {
        const next = nudged(s, value, direction, false);
        expect((next - value) * direction, `${JSON.stringify(s)} at ${value}`).toBeGreaterThan(0);
        expect(presses).toBeLessThan(1000);
        value = next;
      }
    }
  }
});

test("a linear slider shows no rounding noise", () => {
  for (let k = 0; k <= 100; k++) expect(String(valueAt(share, k / 100)).length).toBeLessThanOrEqual(4);
});
