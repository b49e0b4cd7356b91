import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstPassage } from "./firstPassage";
import { freezeLane, rowsWithin } from "./frozenLane";
import { createHistory } from "./history";
import type { Extremes } from "./types";

const columnIds = ["loss", "grad_norm_sq", "step_size", "v_norm_sq", "loss_grad_norm"] as const;
const blank = (): Extremes => ({ min: 0, max: 0, minPositive: 0, hasNonFinite: false, hasZero: false });

/** A lane of a growing history that holds the values in every measured column. */
function laneOf(values: readonly number[], rowLimit = 2 ** 20) {
  const history = createHistory({ lanes: 1, precision: "float64", rowLimit });
  const columns = columnIds.map(() => Float64Array.from(values));
  history.append({ lanes: [0], firstStep: 0, rows: values.length, columnIds, columns });
  return history.lanes[0]!;
}

const values = fc.array(fc.oneof(fc.double({ min: -4, max: 4, noNaN: true }), fc.constantFrom(0, Number.NaN)), {
  minLength: 1,
  maxLength: 300,
});

describe("a frozen lane", () => {
  it("keeps the extremes of every iterate and the values of the rows it keeps", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 4, max: 80 }), (all, rowLimit) => {
        const frozen = freezeLane(laneOf(all), rowLimit);
        expect(frozen.rows).toBeLessThanOrEqual(rowLimit);
        expect(frozen.lastStep).toBe(all.length - 1);
        for (let row = 0; row < frozen.rows; row++) {
          const from = frozen.stepAt(row);
          const to = frozen.stepAt(row + 1);
          const bucket = all.slice(from, to);
          const finite = bucket.filter(Number.isFinite);
          const { min, max, hasNonFinite, hasZero } = frozen.extremes("loss", row, row + 1, blank());
          expect(Object.is(frozen.value("loss", row), all[from])).toBe(true);
          expect(min).toBe(finite.length > 0 ? Math.min(...finite) : Number.NaN);
          expect(max).toBe(finite.length > 0 ? Math.max(...finite) : Number.NaN);
          expect(hasNonFinite).toBe(finite.length < bucket.length);
          expect(hasZero).toBe(bucket.some((value) => value === 0));
          for (let t = from; t < to; t++) expect(frozen.rowAt(t)).toBe(row);
        }
      }),
    );
  });

  it("merges rows that were thinned before, and stays within the bytes it was given", () => {
    const all = Array.from({ length: 5000 }, (_, t) => Math.sin(t) / (1 + t));
    const source = laneOf(all, 600);
    const frozen = freezeLane(source, rowsWithin(20_000, source));
    expect(frozen.bytes).toBeLessThanOrEqual(20_000);
    const { min, max } = frozen.extremes("loss", 0, frozen.rows, blank());
    expect(min).toBe(Math.min(...all));
    expect(max).toBe(Math.max(...all));
  });

  it("does not change when the lane goes on", () => {
    const history = createHistory({ lanes: 1, precision: "float64" });
    const append = (firstStep: number) =>
      history.append({
        ...{ lanes: [0], firstStep, rows: 10, columnIds },
        columns: columnIds.map(() => new Float64Array(10).fill(firstStep)),
      });
    append(0);
    const frozen = freezeLane(history.lanes[0]!, 100);
    append(10);
    expect([frozen.rows, frozen.lastStep, frozen.stepAt(10)]).toEqual([10, 9, 10]);
  });
});

describe("the first passage below a level", () => {
  it("is what a scan finds, or a bucket that holds it", () => {
    fc.assert(
      fc.property(
        values,
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.integer({ min: 4, max: 80 }),
        (all, level, rows) => {
          const first = all.findIndex((value) => value <= level);
          const exact = firstPassage(laneOf(all), "loss", level);
          expect(exact).toEqual(first < 0 ? null : { from: first, to: first });
          const thinned = firstPassage(freezeLane(laneOf(all), rows), "loss", level);
          if (first < 0) expect(thinned).toBeNull();
          else {
            expect(thinned!.from).toBeLessThanOrEqual(first);
            expect(thinned!.to).toBeGreaterThanOrEqual(first);
          }
        },
      ),
    );
  });

  it("has not happened before the first row", () => {
    expect(firstPassage(createHistory({ lanes: 1, precision: "float64" }).lanes[0]!, "loss", 1)).toBeNull();
  });
});
