import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyExtremes } from "./geometry/reading";
import { type PlainHistory, plainHistory } from "./history.fixtures";
import { quantileLane } from "./quantileLane";

/** The quantile by ranks: between those of the values whose ranks enclose q(k − 1). */
function brute(values: readonly number[], q: number): number {
  const sorted = values.map((value) => (Number.isNaN(value) ? Infinity : value)).toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = sorted.filter((_, rank) => rank <= place).at(-1)!;
  const above = sorted.find((_, rank) => rank >= place)!;
  const share = place % 1;
  return share === 0 || below === above ? below : (1 - share) * below + share * above;
}

const member = (history: PlainHistory, infimum = 0, ended = false) => ({ history, infimum, isEnded: () => ended });
const lanes = (length: number) =>
  fc.array(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: length, maxLength: length }), {
    minLength: 1,
    maxLength: 7,
  });
const quantiles = fc.constantFrom(0.1, 0.5, 0.9);

test("at every iterate it is the quantile of the lanes' values, the loss measured from each lane's own L*", () => {
  fc.assert(
    fc.property(lanes(12), quantiles, fc.double({ min: -1, max: 1, noNaN: true }), (all, q, infimum) => {
      const members = all.map((values, i) => member(plainHistory({ loss: values, v_norm_sq: values }), i * infimum));
      const lane = quantileLane(members, q);
      expect([lane.rows, lane.lastStep]).toEqual([12, 11]);
      for (let t = 0; t < 12; t++) {
        const gaps = all.map((values, i) => values[t]! - i * infimum);
        expect(lane.value("loss", lane.rowAt(t))).toBeCloseTo(brute(gaps, q), 12);
        const norms = all.map((values) => values[t]!);
        expect(lane.value("v_norm_sq", lane.rowAt(t))).toBeCloseTo(brute(norms, q), 12);
        const { min, max } = lane.extremes("v_norm_sq", t, t + 1, emptyExtremes());
        expect([min, max]).toEqual([lane.value("v_norm_sq", t), lane.value("v_norm_sq", t)]);
      }
    }),
  );
});

test("over a range the extremes enclose the quantile at each iterate, thinned rows included", () => {
  fc.assert(
    fc.property(lanes(12), quantiles, fc.constantFrom(1, 3), fc.nat(11), fc.nat(11), (all, q, bucket, a, b) => {
      const lane = quantileLane(
        all.map((values) => member(plainHistory({ grad_norm_sq: values }, bucket))),
        q,
      );
      const from = lane.rowAt(Math.min(a, b));
      const to = lane.rowAt(Math.max(a, b)) + 1;
      const { min, max } = lane.extremes("grad_norm_sq", from, to, emptyExtremes());
      for (let t = lane.stepAt(from); t < Math.min(12, lane.stepAt(to)); t++) {
        const at = brute(
          all.map((values) => values[t]!),
          q,
        );
        expect(min).toBeLessThanOrEqual(at + 1e-12);
        expect(max).toBeGreaterThanOrEqual(at - 1e-12);
      }
    }),
  );
});

test("of lanes that all fall, the extremes over a range are the quantiles at its ends", () => {
  fc.assert(
    fc.property(lanes(10), quantiles, (all, q) => {
      const falling = all.map((values) => values.toSorted((a, b) => b - a));
      const lane = quantileLane(
        falling.map((values) => member(plainHistory({ min_grad_norm_sq: values }))),
        q,
      );
      const { min, max } = lane.extremes("min_grad_norm_sq", 2, 8, emptyExtremes());
      const at = (t: number) =>
        brute(
          falling.map((values) => values[t]!),
          q,
        );
      expect(max).toBeCloseTo(at(2), 12);
      expect(min).toBeCloseTo(at(7), 12);
    }),
  );
});

test("a lane that ended or is not finite counts as infinite, and one that goes on holds the others back", () => {
  const going = member(plainHistory({ loss: [4, 3, 2, 1] }));
  const behind = member(plainHistory({ loss: [4, 3, 3] }));
  const ended = member(plainHistory({ loss: [4, Number.NaN] }), 0, true);
  const median = quantileLane([going, behind, ended], 0.5);
  expect(median.lastStep).toBe(2);
  expect([0, 1, 2].map((row) => median.value("loss", row))).toEqual([4, 3, 3]);
  expect(quantileLane([going, behind, ended], 1).value("loss", 1)).toBe(Infinity);
  expect(quantileLane([ended], 0.5).lastStep).toBe(1);
});
