import fc from "fast-check";
import { expect, test } from "vitest";
import { labelsFit, type NamedLine, placeBeside, placeLabels } from "./labelPlacement";

const heights = fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { minLength: 1, maxLength: 20 });

test("labels never overlap, stay in the plot and keep the order of their lines", () => {
  fc.assert(
    fc.property(heights, (wanted) => {
      const placed = placeLabels(wanted, 13, 0, 300);
      const order = wanted.map((_, i) => i).sort((a, b) => placed[a]! - placed[b]!);
      order.slice(1).forEach((label, k) => {
        expect(placed[label]! - placed[order[k]!]!).toBeGreaterThanOrEqual(13 - 1e-9);
        expect(wanted[label]!).toBeGreaterThanOrEqual(wanted[order[k]!]!);
      });
      for (const y of placed) {
        expect(y).toBeGreaterThanOrEqual(6.5 - 1e-9);
        expect(y).toBeLessThanOrEqual(293.5 + 1e-9);
      }
    }),
  );
});

test("labels that do not collide stand where they want to", () => {
  expect(placeLabels([200, 40, 120], 13, 0, 300)).toEqual([200, 40, 120]);
});

test("two labels that collide move apart by the same amount", () => {
  expect(placeLabels([100, 104], 13, 0, 300)).toEqual([95.5, 108.5]);
});

test("no other placement in order is closer in the sense of least squares", () => {
  const cost = (placed: readonly number[], wanted: readonly number[]) =>
    placed.reduce((sum, y, i) => sum + (y - wanted[i]!) ** 2, 0);
  const inside = fc.array(fc.double({ min: 20, max: 280, noNaN: true }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(
      inside,
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 8, maxLength: 8 }),
      (wanted, moves) => {
        const sorted = wanted.toSorted((a, b) => a - b);
        const best = placeLabels(sorted, 13, -1000, 1000);
        const other = best.map((y, i) => y + moves[i]!);
        const isAllowed = other.slice(1).every((y, i) => y - other[i]! >= 13);
        if (isAllowed) expect(cost(best, sorted)).toBeLessThanOrEqual(cost(other, sorted) + 1e-6);
      },
    ),
  );
});

const rules = { height: 13, gap: 7, plotWidth: 260, plotHeight: 200 };
const place = (x: number, y: number) => ({ x, y });

test("the label of a line that ends early stands before it rather than across the edge of the plot", () => {
  const floor: NamedLine = { from: place(140, 150), to: place(165, 170), width: 97 };
  const loss: NamedLine = { from: place(0, 20), to: place(260, 194), width: 40 };
  expect(placeBeside([floor, loss], rules)).toEqual([
    [36, 150],
    [267, 193.5],
  ]);
  // Where it fits within the plot, at the end of the longest line and without room before, it follows the line.
  expect(placeBeside([{ ...floor, width: 80 }, loss], rules)[0]).toEqual([172, 170]);
  expect(placeBeside([{ ...floor, to: place(255, 100) }, loss], rules)[0]).toEqual([262, 100]);
  expect(placeBeside([{ ...floor, from: place(90, 150) }, loss], rules)[0]).toEqual([172, 170]);
});

test("no two labels overlap, wherever lines begin and end", () => {
  const point = fc.record({
    x: fc.double({ min: 0, max: 260, noNaN: true }),
    y: fc.double({ min: -20, max: 220, noNaN: true }),
  });
  const line = fc
    .record({ from: point, to: point, width: fc.integer({ min: 10, max: 150 }) })
    .map(({ from, to, width }) => ({
      from: { ...from, x: Math.min(from.x, to.x) },
      to: { ...to, x: Math.max(from.x, to.x) },
      width,
    }));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (lines) => {
      const places = placeBeside(lines, rules);
      for (const [i, [x, y]] of places.entries()) {
        expect(y).toBeGreaterThanOrEqual(6.5 - 1e-9);
        expect(y).toBeLessThanOrEqual(193.5 + 1e-9);
        expect(x).toBeGreaterThanOrEqual(0);
        for (const [k, [left, middle]] of places.entries()) {
          const isApart = left >= x + lines[i]!.width || x >= left + lines[k]!.width;
          if (k !== i) expect(isApart || Math.abs(y - middle) >= 13 - 1e-9, `${i} and ${k}`).toBe(true);
        }
      }
    }),
  );
});

test("many lanes in a low plot get a legend instead", () => {
  expect([labelsFit(6, 13, 200), labelsFit(20, 13, 200)]).toEqual([true, false]);
});
