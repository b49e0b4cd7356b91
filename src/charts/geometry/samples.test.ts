import fc from "fast-check";
import { expect, test } from "vitest";
import { createHistory } from "../../history/history";
import { plainHistory } from "../history.fixtures";
import type { Reading } from "./reading";
import { createSampler, type Samples, stepAxis } from "./samples";
import { stepScale } from "./scale";

const loss: Reading = { column: "loss" };
const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -10, max: 1e4, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, Number.NaN, Infinity) },
);
const values = fc.array(value, { minLength: 1, maxLength: 400 });
const axisOf = (kind: "log" | "linear", from: number, to: number, width: number) =>
  stepAxis(stepScale(kind, [from, to], width));
const windows = fc.tuple(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 1, max: 400 }),
  fc.integer({ min: 8, max: 90 }),
);
const kinds = fc.constantFrom("log" as const, "linear" as const);

/** By brute force: each iterate in the window with the pixel column that it falls in. */
function columnsOf(data: readonly number[], kind: "log" | "linear", from: number, to: number, width: number) {
  const { position } = stepScale(kind, [from, to], width);
  const columns = new Map<number, number[]>();
  data.forEach((v, t) => {
    if (t < from || t > to) return;
    const p = Math.min(Math.ceil(width) - 1, Math.floor(position(t) + 1e-7));
    columns.set(p, [...(columns.get(p) ?? []), v]);
  });
  return columns;
}

function drawnIn(samples: Samples, p: number, width: number): number[] {
  const drawn: number[] = [];
  for (let i = 0; i < samples.length; i++) {
    const inColumn =
      Math.min(width - 1, Math.floor(samples.x[i]! + 1e-7)) === p &&
      samples.x[i]! >= -1e-7 &&
      samples.x[i]! <= width + 1e-7;
    if (inColumn && !Number.isNaN(samples.y[i]!)) drawn.push(samples.y[i]!);
  }
  return drawn;
}

test("each pixel column shows the minimum and the maximum of the iterates that fall in it", () => {
  fc.assert(
    fc.property(values, windows, kinds, fc.boolean(), (data, [from, size, width], kind, positive) => {
      const samples = createSampler().update(
        plainHistory({ loss: data }),
        loss,
        axisOf(kind, from, from + size, width),
        positive,
      );
      for (const [p, inColumn] of columnsOf(data, kind, from, from + size, width)) {
        const drawable = inColumn.filter((v) => Number.isFinite(v) && (v > 0 || !positive));
        if (drawable.length === 0) continue;
        const drawn = drawnIn(samples, p, width);
        expect(Math.min(...drawn)).toBe(Math.min(...drawable));
        expect(Math.max(...drawn)).toBe(Math.max(...drawable));
      }
    }),
  );
});

test("nothing is drawn that no iterate has", () => {
  fc.assert(
    fc.property(values, windows, kinds, fc.boolean(), (data, [from, size, width], kind, positive) => {
      const known = new Set(data);
      const { length, y } = createSampler().update(
        plainHistory({ loss: data }),
        loss,
        axisOf(kind, from, from + size, width),
        positive,
      );
      expect(Array.from(y.subarray(0, length)).filter((v) => !Number.isNaN(v) && !known.has(v))).toEqual([]);
    }),
  );
});

test("a run that grows row by row or in blocks is sampled as one that was there from the start", () => {
  fc.assert(
    fc.property(
      values,
      windows,
      kinds,
      fc.array(fc.integer({ min: 1, max: 60 })),
      (data, [from, size, width], kind, cuts) => {
        const axis = axisOf(kind, from, from + size, width);
        const growing = plainHistory({ loss: [] });
        const sampler = createSampler();
        let cut = 0;
        data.forEach((v, t) => {
          growing.push({ loss: v });
          if (t % (cuts[cut] ?? 7) === 0) {
            sampler.update(growing, loss, axis, true);
            cut++;
          }
        });
        const grown = sampler.update(growing, loss, axis, true);
        const whole = createSampler().update(plainHistory({ loss: data }), loss, axis, true);
        expect(Array.from(grown.x.subarray(0, grown.length))).toEqual(Array.from(whole.x.subarray(0, whole.length)));
        expect(Array.from(grown.y.subarray(0, grown.length))).toEqual(Array.from(whole.y.subarray(0, whole.length)));
        expect(grown.marks).toEqual(whole.marks);
      },
    ),
  );
});

test("rows that stand for many iterates show the extremes of all of them", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 32 }), kinds, (data, bucket, kind) => {
      const axis = axisOf(kind, 0, data.length, 60);
      const { length, y } = createSampler().update(plainHistory({ loss: data }, bucket), loss, axis, false);
      const drawn = Array.from(y.subarray(0, length)).filter((v) => !Number.isNaN(v));
      const finite = data.filter(Number.isFinite);
      if (finite.length === 0) return;
      expect(Math.min(...drawn)).toBe(Math.min(...finite));
      expect(Math.max(...drawn)).toBe(Math.max(...finite));
    }),
  );
});

test("no extreme is hidden when rows are merged while the run grows: what was drawn stays, and what follows joins it", () => {
  const columnIds = ["loss", "grad_norm_sq", "step_size"] as const;
  const blocks = fc.array(fc.array(value, { minLength: 1, maxLength: 40 }), { minLength: 4, maxLength: 40 });
  fc.assert(
    fc.property(blocks, fc.integer({ min: 0, max: 200 }), kinds, (cuts, from, kind) => {
      const data = cuts.flat();
      const axis = axisOf(kind, from, Math.max(data.length, from + 1), 60);
      const history = createHistory({ lanes: 1, precision: "float64", rowLimit: 64 });
      const sampler = createSampler();
      let firstStep = 0;
      for (const values of cuts) {
        const columns = columnIds.map(() => Float64Array.from(values));
        history.append({ lanes: [0], firstStep, rows: values.length, columnIds, columns });
        firstStep += values.length;
        sampler.update(history.lanes[0]!, loss, axis, false);
      }
      const { x, y, length } = sampler.samples;
      const { bucketSize } = history.lanes[0]!;
      const hidden = data.filter((v, t) => {
        if (t < from || !Number.isFinite(v)) return false;
        const left = axis.scale.position(Math.max(from, t - bucketSize)) - 1;
        const right = axis.scale.position(t + bucketSize) + 1;
        const near = Array.from(y.subarray(0, length)).filter((_, i) => x[i]! >= left && x[i]! <= right);
        const drawn = near.filter(Number.isFinite);
        return !(Math.min(...drawn) <= v && v <= Math.max(...drawn));
      });
      expect(hidden).toEqual([]);
    }),
  );
});

test("points that settled stay while an epoch lasts", () => {
  const points = fc.array(value, { minLength: 2, maxLength: 200 });
  fc.assert(
    fc.property(points, kinds, fc.integer({ min: 1, max: 50 }), (data, kind, cut) => {
      const axis = axisOf(kind, 0, data.length, 30);
      const history = plainHistory({ loss: data.slice(0, cut) });
      const sampler = createSampler();
      const { settled, epoch, x, y } = sampler.update(history, loss, axis, false);
      const before = [x.slice(0, settled), y.slice(0, settled)];
      for (const v of data.slice(cut)) history.push({ loss: v });
      const after = sampler.update(history, loss, axis, false);
      expect([after.epoch, after.x.slice(0, settled), after.y.slice(0, settled)]).toEqual([epoch, ...before]);
    }),
  );
});

test("a falling function of a column shows its own extremes", () => {
  const inverse: Reading = { column: "v_norm_sq", map: (v) => 1 / (1 + v) };
  const data = Array.from({ length: 500 }, (_, t) => (t * 7919) % 101);
  const samples = createSampler().update(
    plainHistory({ v_norm_sq: data }),
    inverse,
    axisOf("linear", 0, 499, 20),
    true,
  );
  for (const [p, inColumn] of columnsOf(data, "linear", 0, 499, 20)) {
    const drawn = drawnIn(samples, p, 20);
    expect(Math.min(...drawn)).toBe(1 / (1 + Math.max(...inColumn)));
    expect(Math.max(...drawn)).toBe(1 / (1 + Math.min(...inColumn)));
  }
});

test("zeros on a log axis and values that are not finite are marked, and the pen is lifted there", () => {
  const history = plainHistory({ loss: [4, 0, 2, Number.NaN, 1] });
  const { marks, length, y } = createSampler().update(history, loss, axisOf("linear", 0, 4, 400), true);
  expect(marks.map(({ x, kind }) => [x, kind])).toEqual([
    [100, "zero"],
    [300, "not-finite"],
  ]);
  expect(Array.from(y.subarray(0, length))).toEqual([4, Number.NaN, 2, Number.NaN, 1]);
});

test("L* is where the loss reaches zero", () => {
  const gap: Reading = { column: "loss", map: (v) => v - 3 };
  const history = plainHistory({ loss: [5, 3.5, 3, 3] }, 1, 3);
  const { marks, length, y } = createSampler().update(history, gap, axisOf("linear", 0, 3, 300), true);
  expect(Array.from(y.subarray(0, length))).toEqual([2, 0.5, Number.NaN]);
  expect(marks.map(({ kind }) => kind)).toEqual(["zero", "zero"]);
});

test("a frame on which nothing was appended asks the history for nothing, and a later one only for what is new", () => {
  const data = Array.from({ length: 5000 }, (_, t) => Math.sin(t));
  const history = plainHistory({ loss: data });
  let asked = 0;
  const counted = {
    ...history,
    get rows() {
      return history.rows;
    },
    get lastStep() {
      return history.lastStep;
    },
    extremes: (...args: Parameters<typeof history.extremes>) => {
      asked++;
      return history.extremes(...args);
    },
  };
  const axis = axisOf("log", 0, 1e5, 300);
  const sampler = createSampler();
  sampler.update(counted, loss, axis, false);
  expect(asked).toBeLessThanOrEqual(300);
  asked = 0;
  sampler.update(counted, loss, axis, false);
  expect(asked).toBe(0);
  history.push({ loss: 1 });
  sampler.update(counted, loss, axis, false);
  expect(asked).toBeLessThanOrEqual(2);
});
