import { scaleLinear, scaleLog, scaleSymlog } from "d3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stepScale, valueScale } from "./scale";

const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(b)));

test("positions are those of d3's scales", () => {
  const exponent = fc.integer({ min: -200, max: 200 });
  fc.assert(
    fc.property(
      exponent,
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (e, n, share) => {
        const domain: [number, number] = [10 ** e, 10 ** (e + n)];
        const value = 10 ** (e + n * share);
        close(valueScale("log", domain, [300, 0]).position(value), scaleLog(domain, [300, 0])(value));
      },
    ),
  );
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(1e-3, 1, 100), (value, constant) => {
      const domain: [number, number] = [-1e6, 1e6];
      close(valueScale("linear", domain, [0, 500]).position(value), scaleLinear(domain, [0, 500])(value));
      close(
        valueScale("symlog", domain, [0, 500], constant).position(value),
        scaleSymlog(domain, [0, 500]).constant(constant)(value),
      );
    }),
  );
});

test("a log axis has no place for zero, for negative values or for NaN", () => {
  const scale = valueScale("log", [1, 100], [0, 10]);
  for (const value of [0, -1, Number.NaN]) expect(scale.position(value)).toBeNaN();
});

test("invert undoes position on every kind of axis", () => {
  const scales = [
    stepScale("log", [0, 1e6], 400),
    stepScale("linear", [0, 1e6], 400),
    stepScale("log", [100, 5000], 400),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...scales), fc.double({ min: 0, max: 400, noNaN: true }), (scale, pixel) => {
      close(scale.position(scale.invert(pixel)), pixel);
    }),
  );
});

test("t = 0 has its own place left of t = 1 on a log axis, and decades are equally wide from 1 on", () => {
  const scale = stepScale("log", [0, 1000], 430);
  const [zero, one, ten, hundred] = [0, 1, 10, 100].map(scale.position);
  expect(zero).toBe(0);
  expect(one! - zero!).toBeGreaterThanOrEqual(14);
  close(ten! - one!, hundred! - ten!);
  close(scale.position(1000), 430);
});

test("a run of no or of one step still has an axis", () => {
  for (const last of [0, 1]) {
    const scale = stepScale("log", [0, last], 300);
    expect([0, 1].map((t) => Number.isFinite(scale.position(t)))).toEqual([true, true]);
  }
});
