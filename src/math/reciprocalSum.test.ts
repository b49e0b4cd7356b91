import { expect, test } from "vitest";
import { reciprocalSum } from "./reciprocalSum";

const added = (x: number, count: number) =>
  Array.from({ length: count }, (_, i) => 1 / (x + i)).reduceRight((a, b) => a + b, 0);

test.each([
  [1, 1],
  [1, 10],
  [0.5, 40],
  [15.9, 3],
  [16, 1],
  [312.5, 5000],
  [1e5, 7],
  [1e5, 100_000],
])("from %d, %d terms: as added one by one", (x, count) => {
  expect(reciprocalSum(x, count) / added(x, count)).toBeCloseTo(1, 11);
});

test("the harmonic numbers grow by Euler's constant more than the logarithm", () => {
  expect(reciprocalSum(1, 1e8) - Math.log(1e8)).toBeCloseTo(0.5772156649015329 + 0.5e-8, 13);
});

test("no terms add up to nothing", () => {
  expect(reciprocalSum(3, 0)).toBe(0);
});
