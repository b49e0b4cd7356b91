import { describe, expect, it } from "vitest";
import { initializationOf } from "../lora/families";
import { initializations } from "../lora/initializations";
import { losses } from "../lora/losses";
import { methods } from "../lora/methods";
import { stepRules } from "../lora/stepSizes";
import { alone, baseLane, batchOf, cases, deviceCases, ranks } from "./conformance.fixtures";
import { createFloat64Engine } from "./float64/engine";

describe("the list of conformance cases", () => {
  const lanes = cases().flatMap((each) => each.lanes);

  /** ranks that a start takes at the shape of the cases */
  const pairsOfRanks = initializations.reduce((sum, init) => {
    const largest = initializationOf(init.id).maxRank?.(baseLane.m, baseLane.n) ?? Number.POSITIVE_INFINITY;
    return sum + ranks.filter((r) => r <= largest).length;
  }, 0);

  it.each([
    ["loss", "method", losses.length * methods.length],
    ["loss", "step", losses.length * stepRules.length],
    ["method", "step", methods.length * stepRules.length],
    ["loss", "init", losses.length * initializations.length],
    ["method", "init", methods.length * initializations.length],
    ["step", "init", stepRules.length * initializations.length],
    ["loss", "r", losses.length * ranks.length],
    ["method", "r", methods.length * ranks.length],
    ["step", "r", stepRules.length * ranks.length],
    ["init", "r", pairsOfRanks],
  ] as const)("has every pair of %s and %s", (one, other, count) => {
    expect(new Set(lanes.map((lane) => `${lane[one]} ${lane[other]}`)).size).toBeGreaterThanOrEqual(count);
  });

  it("has every member of each family at least thrice among the cases for devices", () => {
    const chosen = deviceCases().flatMap((each) => each.lanes);
    expect(new Set(deviceCases().map(({ name }) => name)).size).toBe(deviceCases().length);
    for (const [family, members] of Object.entries({
      loss: losses,
      method: methods,
      step: stepRules,
      init: initializations,
    })) {
      for (const { id } of members) {
        const count = chosen.filter((lane) => lane[family as "loss"] === id).length;
        expect([family, id, count >= 9]).toEqual([family, id, true]);
      }
    }
  });

  it("has lanes of different ranks in one batch", () => {
    expect(cases().every((each) => new Set(each.lanes.map(({ r }) => r)).size > 1)).toBe(true);
  });
});

describe("the float64 engine", () => {
  const batch = batchOf(
    [
      { ...baseLane, init: "gauss", r: 2 },
      { ...baseLane, r: 5, seed: 9 },
    ],
    {},
  );
  const start = ({ program, inputs, states }: typeof batch) => createFloat64Engine().start(program, inputs, states);
  const rowsOf = (columns: readonly ArrayLike<number>[], lane: number, k: number) =>
    columns.map((column) => Array.from(column).slice(lane * k, (lane + 1) * k));

  it("computes a lane beside others exactly as alone", async () => {
    const batched = await (await start(batch)).advance(200);
    for (const lane of batch.lanes) {
      const single = await (await start(alone(batch, lane))).advance(200);
      expect(rowsOf(single.columns, 0, 200)).toEqual(rowsOf(batched.columns, lane, 200));
    }
  });

  it("computes a padded lane exactly as without padding, and leaves the padding at zero", async () => {
    const padded = await (await start(batch)).advance(500);
    const plain = await (await start(batchOf([{ ...baseLane, init: "gauss", r: 2 }], {}))).advance(500);
    expect(rowsOf(padded.columns, 0, 500)).toEqual(rowsOf(plain.columns, 0, 500));
    const [B, A] = padded.states[0]!.theta;
    expect(B!.data.filter((_, i) => i % 5 >= 2).every((x) => x === 0)).toBe(true);
    expect(A!.data.subarray(2 * A!.columns).every((x) => x === 0)).toBe(true);
  });

  it("gives the same numbers however a run is cut into blocks", async () => {
    const whole = await (await start(batch)).advance(30);
    const run = await start(batch);
    const parts = [await run.advance(1), await run.advance(20), await run.advance(9)];
    for (const lane of batch.lanes) {
      const sizes = [1, 20, 9];
      const joined = whole.columns.map((_, c) => parts.flatMap((part, i) => rowsOf(part.columns, lane, sizes[i]!)[c]!));
      expect(joined).toEqual(rowsOf(whole.columns, lane, 30));
    }
    expect(parts[2]!.states).toEqual(whole.states);
  });
});
