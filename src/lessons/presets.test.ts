import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import { prepareLane } from "../lora/lane.fixtures";
import { encodeLink, experimentOf, readLink } from "../permalink/link";
import { type Preset, presets } from "./presets";

const MAX_LENGTH = 200;
const file = readFileSync(new URL("../../public/digits.bin", import.meta.url));
const digits = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
const presetOf = (id: string) => presets.find((preset) => preset.id === id)!;

/** Columns of each lane of a preset, on the float64 engine, up to T or fewer steps. */
async function lanesOf({ link }: Preset, steps = Number.POSITIVE_INFINITY) {
  const { lanes, T } = experimentOf(readLink(link).link);
  const rows = Math.min(T, steps) + 1;
  return Promise.all(
    lanes.map(async (config) => {
      const lane = prepareLane(config, { digits }, new Float64Ops());
      const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
      const { columns } = await run.advance(rows);
      return { config, facts: lane.facts, columns: columns as readonly Float64Array[], last: rows - 1 };
    }),
  );
}

test.each(presets.map((preset) => [preset.id, preset] as const))("%s opens without a notice", (_, { link }) => {
  const read = readLink(link);
  expect(read.faults).toEqual([]);
  expect(encodeLink(read.link).length).toBeLessThanOrEqual(MAX_LENGTH);
});

test("ids are unique", () => {
  expect(new Set(presets.map((preset) => preset.id)).size).toBe(presets.length);
});

describe("what a preset says is so", () => {
  test("trap: LoRA ends at loss ½ in V = 0, full-rank descent at 0", async () => {
    const [lora, full] = await lanesOf(presetOf("trap"));
    expect(lora!.columns[0]![1000]).toBe(0.5);
    expect(lora!.columns[3]![1000]).toBeLessThan(1e-131);
    expect(full!.columns[0]![1000]).toBe(0);
  });

  test("escape: the loss is 0 up to rounding at the end", async () => {
    const [lane] = await lanesOf(presetOf("escape"));
    expect(lane!.columns[0]![300]).toBeLessThan(1e-25);
  });

  test("position: towards the nearest minimum ‖V‖ falls and η grows at every step, towards the farthest the other way round", async () => {
    const [near, , far] = await lanesOf(presetOf("position"));
    const isMonotone = (values: ArrayLike<number>, sign: 1 | -1) =>
      Array.from({ length: 2000 }, (_, t) => sign * (values[t + 1]! - values[t]!)).every((step) => step >= -1e-12);
    expect(isMonotone(near!.columns[3]!, -1)).toBe(true);
    expect(isMonotone(near!.columns[2]!, 1)).toBe(true);
    expect(isMonotone(far!.columns[3]!, 1)).toBe(true);
    expect(far!.columns[2]![2000]).toBeLessThan(far!.columns[2]![0]! / 2);
    const steps = ({ columns: [J] }: typeof near & object) => J!.findIndex((value) => value < 1e-3 * J![0]!);
    expect(steps(near!)).toBe(124);
    expect(steps(far!)).toBe(680);
  });

  // The figures are those of the specification, §h: from NumPy.
  test("ranks: the bound on the gradient hardly differs, the loss reached falls from 7.82 to 0.001", async () => {
    const lanes = await lanesOf(presetOf("ranks"));
    expect(lanes.map(({ columns, last }) => Number(columns[0]![last]!.toPrecision(3)))).toEqual([
      7.82, 6.22, 3.71, 0.982, 0.00104,
    ]);
    for (const { columns, facts } of lanes) {
      const sum = columns[2]!.subarray(0, 100).reduce((partial, eta) => partial + eta, 0);
      const bound = (5 * (columns[0]![0]! - facts.infimum)) / sum;
      expect(Math.round(bound)).toBeGreaterThanOrEqual(22);
      expect(Math.round(bound)).toBeLessThanOrEqual(29);
    }
  });

  test("compare: LoRA and a frozen A stop at the cap of the rank, the others pass it", async () => {
    const [lora, full, frozen, cola, rac, bernoulli, galore] = await lanesOf(presetOf("compare"));
    const J = (lane: typeof lora, t: number) => lane!.columns[0]![t]!;
    expect(J(lora, 3000)).toBeCloseTo(5.916, 3);
    expect(J(full, 1)).toBe(0);
    expect(J(frozen, 3000)).toBeCloseTo(18.11, 2);
    expect(J(cola, 300)).toBeCloseTo(0.336, 3);
    expect(J(cola, 3000)).toBeCloseTo(7e-10, 12);
    expect([J(rac, 10), J(rac, 100)].map((value) => value.toPrecision(2))).toEqual(["1.2", "1.9e-16"]);
    expect([J(bernoulli, 10), J(bernoulli, 100)].map((value) => value.toPrecision(2))).toEqual(["0.54", "1.5e-14"]);
    expect([J(galore, 1), J(galore, 11)].map((value) => value.toPrecision(3))).toEqual(["5.92", "0.911"]);
    expect(J(galore, 21)).toBeLessThan(1e-29);
  });

  test("COLA's period: after 300 steps the loss has fallen the more the shorter the links are", async () => {
    const lanes = await lanesOf(presetOf("cola-period"));
    const at = (t: number) => lanes.map(({ columns }) => columns[0]![t]!);
    const [one, five, twenty, fifty, , thousand] = at(300);
    expect(one! < five! && five! < twenty! && one! < fifty!).toBe(true);
    // a link that is not over is plain LoRA: at the cap of rank 2
    expect(thousand).toBeCloseTo(5.918, 3);
    expect(at(3000).every((J) => J < 1e-4)).toBe(true);
  });

  test("failures: LoRA swings or stops at its rank-1 minimum, RAC and full-rank descent converge", async () => {
    const lanes = await lanesOf(presetOf("failures"));
    const gap = (lane: number, t: number) => lanes[lane]!.columns[0]![t]! - lanes[lane]!.facts.infimum;
    expect([9999, 10_000].map((t) => gap(0, t).toFixed(2))).toEqual(["24.07", "23.57"]);
    expect(gap(1, 10_000).toFixed(2)).toBe("17.18");
    expect(gap(2, 10_000).toFixed(1)).toBe("42.5");
    expect(gap(3, 1000).toFixed(3)).toBe("0.006");
    expect(Math.abs(gap(3, 10_000))).toBeLessThan(1e-12);
    expect(gap(4, 1000).toExponential(0)).toBe("1e-8");
  });

  test("diverging chain: LoRA and COLA pass 10⁹⁷ at t = 10, COLA with a tenth of the step and RAC converge", async () => {
    const [lora, cola, short, rac] = await lanesOf(presetOf("diverging-chain"));
    for (const lane of [lora, cola]) expect(lane!.columns[0]![10]).toBeGreaterThan(1e97);
    const gap = (lane: typeof lora) => lane!.columns[0]![10_000]! - lane!.facts.infimum;
    expect(gap(short).toPrecision(2)).toBe("1.1e-10");
    expect(Math.abs(gap(rac))).toBeLessThan(1e-12);
  });

  test("draws: all leave the saddle and end below a hundredth", async () => {
    const lanes = await lanesOf(presetOf("draws"));
    expect(lanes).toHaveLength(16);
    for (const { columns, last } of lanes) expect(columns[0]![last]).toBeLessThan(1e-2);
  });

  test("power tail and log tail: ‖V‖² grows to the end, the loss hardly falls", async () => {
    for (const id of ["power-tail", "log-tail"]) {
      const [lane] = await lanesOf(presetOf(id), 10_000);
      const { columns } = lane!;
      expect(columns[3]![10_000]).toBeGreaterThan(columns[3]![1000]!);
      expect(columns[0]![10_000]! / columns[0]![1000]!).toBeGreaterThan(0.6);
    }
  });

  test("separable (h8): s² falls with slope −1.9, ‖V‖² grows by the same amount every decade", async () => {
    const [lane] = await lanesOf(presetOf("separable"));
    const [, sSq, , vSq] = lane!.columns as readonly [Float64Array, Float64Array, Float64Array, Float64Array];
    expect(Math.log10(sSq[100_000]! / sSq[10_000]!).toFixed(1)).toBe("-1.9");
    const growth = [3, 4].map((k) => vSq[10 ** (k + 1)]! - vSq[10 ** k]!);
    expect(growth[1]! / growth[0]!).toBeGreaterThan(0.95);
    expect(growth[1]! / growth[0]!).toBeLessThan(1.05);
  });

  test("lazy: a larger start reaches a gap of one tenth later", async () => {
    const reached = (await lanesOf(presetOf("lazy"))).map(({ columns, facts }) => {
      const [J] = columns as [Float64Array];
      return J.findIndex((value) => value - facts.rankOptimum! < 0.1 * (J[0]! - facts.rankOptimum!));
    });
    expect(reached[0]).toBeGreaterThan(0);
    expect(reached[1]).toBeGreaterThan(reached[0]!);
    expect(reached[2]).toBeGreaterThan(3 * reached[1]!);
  });

  test("small L: the loss rises at the first step", async () => {
    const [lane] = await lanesOf(presetOf("small-L"));
    expect(lane!.columns[0]![1]).toBeGreaterThan(lane!.columns[0]![0]!);
  });

  test("constant: 0.15 converges, 0.2 oscillates, 0.3 diverges", async () => {
    const [short, longer, , longest] = await lanesOf(presetOf("constant"));
    expect(short!.columns[1]![1000]).toBeLessThan(1e-12);
    expect(longer!.columns[1]![1000]).toBeGreaterThan(1e-3);
    expect(Number.isFinite(longest!.columns[0]![1000]!)).toBe(false);
  });

  test("digits: 5–9 are learned, 0–4 fade", { timeout: 60_000 }, async () => {
    const [, full] = await lanesOf(presetOf("digits"), 200);
    const [source, target] = full!.columns.slice(-2) as [Float64Array, Float64Array];
    expect(source[0]).toBeGreaterThan(0.9);
    expect(target[0]).toBe(0);
    expect(target[200]).toBeGreaterThan(0.7);
    expect(source[200]).toBeLessThan(0.5);
  });
});
