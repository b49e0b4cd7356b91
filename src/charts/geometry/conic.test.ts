import fc from "fast-check";
import { expect, test } from "vitest";
import { conicBranches } from "./conic";

const coefficient = fc.integer({ min: -30, max: 30 }).map((k) => k / 10);

test("every point of a curve takes the value, whatever the form", () => {
  fc.assert(
    fc.property(coefficient, coefficient, coefficient, coefficient, (xx, xy, yy, value) => {
      fc.pre(Math.hypot(xx, xy, yy) > 0.1 && Math.abs(value) > 1e-3 && Math.abs(4 * xx * yy - xy * xy) > 1e-3);
      for (const [x, y] of conicBranches({ xx, xy, yy }, value, 4).flat()) {
        const terms = Math.abs(xx * x * x) + Math.abs(xy * x * y) + Math.abs(yy * y * y) + Math.abs(value);
        expect(Math.abs(xx * x * x + xy * x * y + yy * y * y - value)).toBeLessThan(1e-9 * terms);
      }
    }),
  );
});

test("ba = p has two branches, one on each side of the origin, which reach the circle", () => {
  const [upper, lower, ...others] = conicBranches({ xx: 0, xy: 1, yy: 0 }, 1, 3);
  expect(others).toEqual([]);
  expect(Math.sign(upper![0]![0])).toBe(-Math.sign(lower![0]![0]));
  expect(Math.max(...upper!.map(([x, y]) => Math.hypot(x, y)))).toBeGreaterThan(3);
  expect(Math.min(...upper!.map(([x, y]) => Math.hypot(x, y)))).toBeCloseTo(Math.SQRT2, 9);
});

test("ba = 0 is the two axes", () => {
  const branches = conicBranches({ xx: 0, xy: 1, yy: 0 }, 0, 2);
  expect(branches).toHaveLength(2);
  for (const [x, y] of branches.flat()) expect(Math.abs(x * y)).toBeLessThan(1e-12);
});

test("a definite form gives an ellipse, or nothing where it does not take the value", () => {
  const [ellipse] = conicBranches({ xx: 1, xy: 0, yy: 4 }, 1, 3);
  expect(ellipse![0]![0]).toBeCloseTo(ellipse!.at(-1)![0], 12);
  expect(Math.max(...ellipse!.map(([x]) => x))).toBeCloseTo(1, 3);
  expect(conicBranches({ xx: 1, xy: 0, yy: 4 }, -1, 3)).toEqual([]);
  expect(conicBranches({ xx: 0, xy: 0, yy: 0 }, 1, 3)).toEqual([]);
});

test("a form of one square gives parallel lines", () => {
  const lines = conicBranches({ xx: 1, xy: 2, yy: 1 }, 1, 3);
  expect(lines).toHaveLength(2);
  for (const [x, y] of lines.flat()) expect((x + y) ** 2).toBeCloseTo(1, 9);
});
