import { describe, expect, test } from "vitest";
import { slopeBetween, slopeWords } from "./slope";

test("a power of t has its exponent as slope, from either end", () => {
  for (const p of [-2, -1, -0.5, 0, 3]) {
    expect(slopeBetween(10, 7 * 10 ** p, 500, 7 * 500 ** p)).toBeCloseTo(p, 12);
    expect(slopeBetween(500, 7 * 500 ** p, 10, 7 * 10 ** p)).toBeCloseTo(p, 12);
  }
});

test.each([
  [0, 1, 5, 1],
  [1, 0, 5, 1],
  [5, 1, 5, 2],
])("there is no slope from (%d, %d) to (%d, %d)", (t1, v1, t2, v2) => expect(slopeBetween(t1, v1, t2, v2)).toBeNaN());

describe("in words, between t = 100 and 10 000", () => {
  // 1/log T falls by half there: an exponent of log ½ / log 100 = −0.15
  test.each([
    [-3, "faster than 1/T"],
    [-1.02, "like 1/T"],
    [-0.7, "between 1/T and 1/√T"],
    [-0.49, "like 1/√T"],
    [-0.3, "between 1/√T and 1/log T"],
    [-0.15, "like 1/log T"],
    [-0.05, "slower than 1/log T"],
    [-0.001, "flat"],
    [0.5, "rising"],
  ])("%d is %s", (slope, words) => expect(slopeWords(slope, 100, 10_000)).toBe(words));
});

test("early, where 1/log T falls faster than 1/√T, the rates keep the order of their slopes", () => {
  // between 2 and 4: log ½ / log 2 = −1
  expect(slopeWords(-0.75, 2, 4)).toMatch(/between 1\/(T|log T) and 1\/√T/);
});
