import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasuredColumn } from "../lora/columns";
import type { Block } from "./columns";
import { createHistory, type GrowingHistory } from "./history";
import type { Extremes, LaneHistory } from "./types";

const columnIds: readonly MeasuredColumn[] = ["loss", "grad_norm_sq", "step_size", "v_norm_sq", "loss_grad_norm"];

/** What a chart sees of some numbers, by looking at each of them. */
function bruteForce(values: readonly number[], baseline = 0): Extremes {
  const finite = values.filter(Number.isFinite);
  const above = finite.filter((x) => x > baseline);
  const least = (xs: readonly number[]) => (xs.length > 0 ? Math.min(...xs) : Number.NaN);
  return {
    min: least(finite),
    max: -least(finite.map((x) => -x)),
    minPositive: least(above),
    hasNonFinite: finite.length < values.length,
    hasZero: finite.includes(baseline),
  };
}

/** Rows of some lanes as a block: table[column][lane][t]. */
function blockOf(table: readonly (readonly (readonly number[])[])[], from: number, to: number): Block {
  const lanes = table[0]!.map((_, lane) => lane);
  const columns = table.map((byLane) => Float64Array.from(byLane.flatMap((values) => values.slice(from, to))));
  return { lanes, firstStep: from, rows: to - from, columnIds, columns };
}

function append(
  history: GrowingHistory,
  table: readonly (readonly (readonly number[])[])[],
  lengths: readonly number[],
  afterEach: () => void = () => {},
): void {
  const total = table[0]![0]!.length;
  let from = 0;
  for (let i = 0; from < total; i++) {
    const to = Math.min(total, from + lengths[i % lengths.length]!);
    history.append(blockOf(table, from, to));
    afterEach();
    from = to;
  }
}

const blank = (): Extremes => ({ min: 0, max: 0, minPositive: 0, hasNonFinite: false, hasZero: false });

/** The iterates that row i stands for. */
function iteratesOf(lane: LaneHistory, row: number): readonly [number, number] {
  return [lane.stepAt(row), row + 1 < lane.rows ? lane.stepAt(row + 1) : lane.lastStep + 1];
}

const values = fc.oneof(
  { weight: 8, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity) },
);

/** A table of `lanes` lanes, and how it is cut into blocks. */
const runs = fc.integer({ min: 1, max: 3 }).chain((lanes) =>
  fc.integer({ min: 1, max: 700 }).chain((rows) =>
    fc.record({
      table: fc.array(
        fc.array(fc.array(values, { minLength: rows, maxLength: rows, size: "max" }), {
          minLength: lanes,
          maxLength: lanes,
        }),
        { minLength: columnIds.length, maxLength: columnIds.length },
      ),
      lengths: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
      rowLimit: fc.integer({ min: 48, max: 400 }),
    }),
  ),
);

describe("a history", () => {
  it("never loses an extreme of any range of rows, whether thinned or not", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(runs, fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 8, maxLength: 8 }), (run, ranges) => {
        const lanes = run.table[0]!.length;
        const lossBaselines = Array.from({ length: lanes }, (_, lane) => (lane === 1 ? 0.5 : 0));
        const history = createHistory({ lanes, precision: "float64", rowLimit: run.rowLimit, lossBaselines });
        let block = 0;
        // while rows are merged, too: one of the ranges after each block, all at the end
        append(history, run.table, run.lengths, () => check([ranges[block++ % ranges.length]!]));
        check(ranges);

        function check(some: readonly (readonly [number, number])[]): void {
          for (const lane of history.lanes) {
            for (const [a, b] of some) {
              const from = a % (lane.rows + 1);
              const to = from + (b % (lane.rows - from + 1));
              const start = from < lane.rows ? lane.stepAt(from) : lane.lastStep + 1;
              const end = to < lane.rows ? lane.stepAt(to) : lane.lastStep + 1;
              columnIds.forEach((id, column) => {
                const baseline = id === "loss" ? lossBaselines[lane.lane]! : 0;
                const expected = bruteForce(run.table[column]![lane.lane]!.slice(start, end), baseline);
                const found = lane.extremes(id, from, to, blank());
                if (!isSame(found, expected)) expect({ id, from, to, ...found }).toEqual({ id, from, to, ...expected });
              });
            }
          }
        }
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  it("keeps the first iterate of each bucket, equal buckets, and at most its row limit", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const lanes = run.table[0]!.length;
        const history = createHistory({ lanes, precision: "float64", rowLimit: run.rowLimit });
        append(history, run.table, run.lengths);
        for (const lane of history.lanes) {
          expect(lane.rows).toBeLessThanOrEqual(Math.max(16, run.rowLimit / lanes));
          expect(lane.lastStep).toBe(run.table[0]![0]!.length - 1);
          const wrong: unknown[] = [];
          for (let row = 0; row < lane.rows; row++) {
            const [start, end] = iteratesOf(lane, row);
            const isBucket = end - start === 1 || end - start === lane.bucketSize || row + 1 === lane.rows;
            const found = Array.from({ length: end - start }, (_, i) => lane.rowAt(start + i));
            const isFirst = columnIds.every((id, column) =>
              Object.is(lane.value(id, row), run.table[column]![lane.lane]![start]),
            );
            if (!isBucket || !isFirst || found.some((at) => at !== row))
              wrong.push({ row, start, end, found, isFirst });
          }
          expect(wrong).toEqual([]);
        }
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it("does not depend on how the rows were cut into blocks", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const lanes = run.table[0]!.length;
        const options = { lanes, precision: "float64", rowLimit: run.rowLimit } as const;
        const cut = createHistory(options);
        const whole = createHistory(options);
        append(cut, run.table, run.lengths);
        append(whole, run.table, [Infinity]);
        cut.lanes.forEach((lane, i) => {
          const other = whole.lanes[i]!;
          expect([lane.rows, lane.bucketSize]).toEqual([other.rows, other.bucketSize]);
          for (const id of lane.columnIds) {
            const valuesOf = (of: LaneHistory) => Array.from({ length: of.rows }, (_, row) => of.value(id, row));
            expect(valuesOf(lane)).toEqual(valuesOf(other));
          }
        });
      }),
      { seed: 11, numRuns: 30 },
    );
  });

  it("sums step sizes and takes running minima in float64, also for a float32 engine", () => {
    const rows = 20_000;
    const steps = Float32Array.from({ length: rows }, (_, t) => 0.1 / (1 + (t % 97)));
    const gradients = Float32Array.from({ length: rows }, (_, t) => 2 + Math.sin(t * t) - t / rows);
    const zeros = new Float32Array(rows);
    const history = createHistory({ lanes: 1, precision: "float32" });
    history.append({ lanes: [0], firstStep: 0, rows, columnIds, columns: [zeros, gradients, steps, zeros, zeros] });
    const lane = history.lanes[0]!;
    // 2^k·x is an integer for each float32 step x here, so that BigInt sums are exact
    const scale = 2 ** 40;
    let exact = 0n;
    let min = Infinity;
    const wrong: unknown[] = [];
    for (let t = 0; t < rows; t++) {
      min = Math.min(min, gradients[t]!);
      const sum = Number(exact) / scale;
      const found = lane.value("sum_step_sizes", t);
      if (lane.value("min_grad_norm_sq", t) !== min || Math.abs(found - sum) > 2 ** -52 * sum)
        wrong.push({ t, found, sum });
      exact += BigInt(steps[t]! * scale);
    }
    expect(wrong).toEqual([]);
  });

  it("lets a lane end while others go on", () => {
    const history = createHistory({ lanes: 2, precision: "float64" });
    const columns = columnIds.map(() => Float64Array.of(3, 2, 5, 4));
    history.append({ lanes: [0, 1], firstStep: 0, rows: 2, columnIds, columns });
    history.append({ lanes: [1], firstStep: 2, rows: 1, columnIds, columns: columnIds.map(() => Float64Array.of(1)) });
    expect(history.lanes.map((lane) => lane.lastStep)).toEqual([1, 2]);
    expect(history.lanes[0]!.value("loss", 1)).toBe(2);
    expect(history.lanes[1]!.value("loss", 2)).toBe(1);
  });

  it("refuses rows that leave a gap or repeat one", () => {
    const history = createHistory({ lanes: 1, precision: "float64" });
    const block = (firstStep: number): Block => ({
      lanes: [0],
      firstStep,
      rows: 1,
      columnIds,
      columns: columnIds.map(() => new Float64Array(1)),
    });
    history.append(block(0));
    expect(() => history.append(block(0))).toThrow("does not follow");
    expect(() => history.append(block(2))).toThrow("does not follow");
  });

  it("keeps iterates 0 … 4096 exact as long as its rows suffice for all lanes", () => {
    const rows = 2000;
    const total = 14 * rows;
    const history = createHistory({ lanes: 2, precision: "float32", rowLimit: 2 ** 15 });
    for (let firstStep = 0; firstStep < total; firstStep += rows) {
      const column = Float32Array.from({ length: 2 * rows }, (_, i) => firstStep + (i % rows));
      history.append({ lanes: [0, 1], firstStep, rows, columnIds, columns: columnIds.map(() => column) });
    }
    expect(history.thinned).toBe(true);
    for (const lane of history.lanes) {
      expect(lane.stepAt(4096)).toBe(4096);
      expect(lane.stepAt(4099)).toBeGreaterThan(4099);
      expect(lane.extremes("loss", 0, lane.rows, blank())).toMatchObject({ min: 0, max: total - 1, minPositive: 1 });
    }
  });

  it("comes to the same rows whether it is tidied between blocks or not, and is done with it at some time", () => {
    const options = { lanes: 2, precision: "float64", rowLimit: 2 ** 15 } as const;
    const [plain, tidied] = [createHistory(options), createHistory(options)];
    const rows = 3000;
    for (let firstStep = 0; firstStep < 30 * rows; firstStep += rows) {
      const column = Float64Array.from({ length: 2 * rows }, (_, i) => Math.sin(firstStep + i));
      const block = { lanes: [0, 1], firstStep, rows, columnIds, columns: columnIds.map(() => column) };
      plain.append(block);
      tidied.append(block);
      let parts = 0;
      while (tidied.tidy()) parts++;
      expect(parts).toBeLessThan(100);
    }
    expect(tidied.thinned).toBe(true);
    const seen = (history: typeof plain) =>
      history.lanes.map((lane) =>
        Array.from({ length: lane.rows }, (_, row) => {
          const { min, max } = lane.extremes("loss", row, row + 1, blank());
          return [lane.stepAt(row), lane.value("loss", row), min, max];
        }),
      );
    expect(seen(tidied)).toEqual(seen(plain));
  });

  it.each([
    { lanes: 1, precision: "float64", ids: [...columnIds, "plane_b", "plane_a"] },
    { lanes: 1, precision: "float64", ids: columnIds },
    { lanes: 8, precision: "float32", ids: columnIds },
  ] as const)("never takes more than 96 bytes a row of its limit, nor grows with T ($lanes × $precision)", (run) => {
    const { lanes, precision, ids } = run;
    const rowLimit = 2 ** 15;
    const byteLimit = 96 * rowLimit;
    const history = createHistory({ lanes, precision, rowLimit, byteLimit });
    const rows = 1024 / lanes;
    const values = Array.from({ length: 1024 }, (_, i) => i);
    const columns = ids.map(() => (precision === "float32" ? Float32Array.from(values) : Float64Array.from(values)));
    const indices = Array.from({ length: lanes }, (_, lane) => lane);
    let largest = 0;
    for (let firstStep = 0; firstStep < (20 * rowLimit) / lanes; firstStep += rows) {
      history.append({ lanes: indices, firstStep, rows, columnIds: ids, columns });
      largest = Math.max(largest, history.bytes);
    }
    expect(largest).toBeLessThanOrEqual(byteLimit);
    expect(history.lanes[0]!.bucketSize).toBeGreaterThanOrEqual(32);
    expect(history.lanes[0]!.extremes("loss", 0, history.lanes[0]!.rows, blank())).toMatchObject({
      min: 0,
      max: rows - 1,
    });
  });
});

/** Equal, with NaN equal to itself and −0 to 0. */
function isSame(a: Extremes, b: Extremes): boolean {
  const numbers = (["min", "max", "minPositive"] as const).every(
    (key) => a[key] === b[key] || (Number.isNaN(a[key]) && Number.isNaN(b[key])),
  );
  return numbers && a.hasNonFinite === b.hasNonFinite && a.hasZero === b.hasZero;
}
