import fc from "fast-check";
import { expect, test } from "vitest";
import { domainFor, type Extent, emptyExtent, include } from "./domain";

function extentOf(...values: number[]): Extent {
  const extent = emptyExtent();
  for (const value of values) include(extent, value);
  return extent;
}

const value = fc.oneof(
  fc.double({ noDefaultInfinity: false }),
  fc.constantFrom(0, Number.NaN, Infinity, -Infinity, 5e-324, Number.MAX_VALUE),
);

test("a log axis spans whole decades around the positive finite values", () => {
  const { lo, hi } = domainFor("log", extentOf(Number.NaN, -5, 0, 0.02, 340, Infinity));
  expect([lo, hi]).toEqual([0.01, 1000]);
});

test.each([
  ["log", 100, 10, 1000],
  ["log", 50, 10, 100],
  ["linear", 5, 2, 8],
  ["linear", 0, 0, 1],
  ["symlog", 0, 0, 1],
] as const)("a %s axis over the single value %d goes from %d to %d", (kind, only, lo, hi) => {
  expect(domainFor(kind, extentOf(only))).toMatchObject({ lo, hi });
});

test("every kind of axis is non-empty, finite and contains the values that it can show", () => {
  fc.assert(
    fc.property(fc.constantFrom("log", "linear", "symlog"), fc.array(value, { maxLength: 8 }), (kind, values) => {
      const { lo, hi } = domainFor(kind, extentOf(...values));
      expect(lo).toBeLessThan(hi);
      // 10^−324 is no double: the last half decade above zero cannot be an axis's end
      const shown = values.filter((v) => (kind === "log" ? v >= 1e-323 : true) && Math.abs(v) < 1e300);
      const rounding = kind === "linear" ? 1e-12 * (hi - lo) : 0;
      expect(shown.filter((v) => v < lo - rounding || v > hi + rounding)).toEqual([]);
    }),
  );
});

test("within a run the axis only grows", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("log", "linear", "symlog"),
      fc.array(fc.double({ min: -1e9, max: 1e9 })),
      (kind, values) => {
        const extent = emptyExtent();
        let domain = domainFor(kind, extent);
        let isFirst = true;
        for (const v of values) {
          include(extent, v);
          const next = domainFor(kind, extent, isFirst ? null : domain);
          if (!isFirst) {
            expect(next.lo).toBeLessThanOrEqual(domain.lo);
            expect(next.hi).toBeGreaterThanOrEqual(domain.hi);
          }
          domain = next;
          isFirst = false;
        }
      },
    ),
  );
});

test("a linear axis over values that differ little keeps labels short", () => {
  const { lo, hi } = domainFor("linear", extentOf(96.38994, 96.39));
  expect([lo, hi]).toEqual([96.25, 96.5]);
});

test("a domain that already shows the values is kept as it is", () => {
  const wide = domainFor("log", extentOf(1e-6, 1e6));
  expect(domainFor("log", extentOf(3, 40), wide)).toBe(wide);
});
