import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reciprocalSum } from "../../math/reciprocalSum";
import { logarithmicSum } from "./constants";
import { harmonicSums, iterates, logarithms, sumsAndExtremes } from "./running";

const EPSILON = 2 ** -52;

describe("columns of T alone", () => {
  test.each([0, 0.3, 1, 17.5, 4000])("are the logarithm and the harmonic sum at every T, K = %f", (K) => {
    const count = 5000;
    const values = new Float64Array(count);
    logarithms(values, count, 1, K);
    for (let T = 1; T <= count; T++) {
      const direct = logarithmicSum(T, K);
      expect(Math.abs(values[T - 1]! - direct)).toBeLessThanOrEqual(4 * EPSILON * direct);
    }
    const sums = new Float64Array(count);
    harmonicSums(sums, count, 1, K, 0);
    // 1/max{1, t + K}: terms below t + K = 1 are 1, the others those of ψ.
    const ones = Math.max(0, Math.ceil(1 - K));
    const expected = ones + reciprocalSum(K + ones, count - ones);
    expect(Math.abs(sums.at(-1)! - expected)).toBeLessThanOrEqual(1e-13 * expected);
  });

  test("far out too", () => {
    for (const first of [65_535, 1_048_575, 99_999_000]) {
      const values = new Float64Array(900);
      logarithms(values, 900, first, 250);
      for (const [k, value] of values.entries()) {
        expect(Math.abs(value - Math.log1p((first + k) / 250))).toBeLessThanOrEqual(4 * EPSILON * value);
      }
    }
  });
});

test("running columns are the same to the bit however they are cut", () => {
  const count = 400;
  const x = Float64Array.from({ length: count }, (_, k) => Math.sin(7 * k) / (1 + (k % 13)));
  const K = 2.5;
  /** the columns of x, computed in stretches */
  const columnsOf = (lengths: readonly number[]) => {
    const [T, S, minSSq, maxVSq, harmonic, logarithm] = Array.from({ length: 6 }, () => new Float64Array(count));
    const columns = { T: T!, S: S!, minSSq: minSSq!, maxVSq: maxVSq!, harmonic: harmonic!, logarithm: logarithm! };
    let start = { S: 0, minSSq: Number.POSITIVE_INFINITY, maxVSq: 0, harmonic: 0 };
    let lost = 0;
    for (let from = 0, i = 0; from < count; i++) {
      const length = Math.min(lengths[i] ?? count, count - from);
      const part = (column: Float64Array) => column.subarray(from, from + length);
      const before = { eta: part(x), sSq: part(x), vSq: part(x) };
      const sums = { S: part(columns.S), minSSq: part(columns.minSSq), maxVSq: part(columns.maxVSq) };
      lost = sumsAndExtremes(sums, before, length, start, lost);
      iterates(part(columns.T), length, from);
      harmonicSums(part(columns.harmonic), length, from, K, start.harmonic);
      logarithms(part(columns.logarithm), length, from, K);
      from += length;
      const last = (column: Float64Array) => column[from - 1]!;
      start = {
        S: last(columns.S),
        minSSq: last(columns.minSSq),
        maxVSq: last(columns.maxVSq),
        harmonic: last(columns.harmonic),
      };
    }
    return columns;
  };
  const whole = columnsOf([]);
  expect(whole.T.at(-1)).toBe(count - 1);
  const sum = x.reduce((total, value) => total + value, 0);
  expect(whole.S.at(-1)).toBeCloseTo(sum, 12);
  expect([whole.minSSq.at(-1), whole.maxVSq.at(-1)]).toEqual([Math.min(...x), Math.max(...x)]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 })), (lengths) => {
      expect(columnsOf(lengths)).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});
