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

  test("ranks: the loss reached falls with the rank", async () => {
    const reached = (await lanesOf(presetOf("ranks"))).map(({ columns, last }) => columns[0]![last]!);
    expect(reached).toEqual([...reached].sort((a, b) => b - a));
  });

  test("power tail and log tail: ‖V‖² grows to the end, the loss hardly falls", async () => {
    for (const id of ["power-tail", "log-tail"]) {
      const [lane] = await lanesOf(presetOf(id), 10_000);
      const { columns } = lane!;
      expect(columns[3]![10_000]).toBeGreaterThan(columns[3]![1000]!);
      expect(columns[0]![10_000]! / columns[0]![1000]!).toBeGreaterThan(0.6);
    }
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
