import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import { matrix } from "../../math/matrix";
import type { LaneConfig } from "../experiment";
import { batchLanes, snapshotOf } from "../lane";
import { prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";

const prepare = (changes: Partial<LaneConfig>) =>
  prepareLane(laneConfig({ m: 6, n: 5, r: 2, N: 20, W0scale: 0.3, ...changes }), {}, new Float64Ops());

type Lanes = readonly ReturnType<typeof prepare>[];

async function start(lanes: Lanes, states = batchLanes(lanes)[0]!.states) {
  const { program, inputs } = batchLanes(lanes)[0]!;
  return createFloat64Engine().start(program, inputs, states);
}

async function lossesOf(changes: Partial<LaneConfig>, T: number): Promise<readonly number[]> {
  const { columns } = await (await start([prepare(changes)])).advance(T + 1);
  return [...columns[0]!];
}

const chains: readonly Partial<LaneConfig>[] = [
  { method: "cola", period: 7 },
  { method: "rac", period: 3, mseed: 2 },
  { method: "rac-left" },
  { method: "bernoulli", prob: 0.4, period: 2 },
  { method: "galore", period: 5 },
  { method: "sgd", loss: "softmax", batch: 6 },
  { method: "fed-rac", loss: "regression", clients: 3, local: 2 },
  { method: "sgd", loss: "regression", batch: 6, sampling: "replace" },
];

describe.each(chains.map((chain) => [JSON.stringify(chain), chain] as const))("the chain %s", (_, chain) => {
  test("gives the same bits however it is cut into blocks, and from any state that a block ended with", async () => {
    const lanes = [prepare(chain)];
    const whole = await (await start(lanes)).advance(40);
    const run = await start(lanes);
    const losses: number[] = [];
    let { states } = await run.advance(0);
    for (const rows of [1, 6, 7, 1, 13, 12]) {
      const cut = await run.advance(rows);
      const resumed = await (await start(lanes, states)).advance(rows);
      expect(resumed).toEqual(cut);
      losses.push(...cut.columns[0]!);
      states = cut.states;
    }
    expect(losses).toEqual([...whole.columns[0]!]);
    expect(states).toEqual(whole.states);
  });

  test("links each lane at its own times, beside others of other rank and period as alone", async () => {
    const lanes = [chain, { ...chain, r: 3, period: 4, mseed: 5 }, { ...chain, r: 1, seed: 9 }].map(prepare);
    const together = await (await start(lanes)).advance(30);
    for (const [i, lane] of lanes.entries()) {
      const alone = await (await start([lane])).advance(30);
      expect(together.columns.map((column) => column.slice(i * 30, (i + 1) * 30))).toEqual(alone.columns);
    }
  });
});

describe("merging", () => {
  test("leaves the weights as they are: until its first link and at it, Chain of LoRA is LoRA", async () => {
    const [lora, cola] = await Promise.all(["lora", "cola"].map((method) => lossesOf({ method, period: 10 }, 12)));
    for (let t = 0; t <= 10; t++) expect(Math.abs(cola![t]! - lora![t]!)).toBeLessThan(1e-14 * lora![0]!);
    expect(cola![11]).not.toBeCloseTo(lora![11]!, 6);
  });

  test("is part of what a snapshot shows as change: W − W0 counts from the start", async () => {
    const lane = prepare({ method: "cola", period: 10 });
    const { states } = await (await start([lane])).advance(10);
    const { B, change } = snapshotOf(lane, states[0]!, new Float64Ops());
    expect(Math.max(...B!.data)).toBe(0);
    expect(Math.max(...change.data)).toBeGreaterThan(0.001);
  });
});

describe("one link of a one-sided chain with as many directions as there are", () => {
  test.each([
    ["rac", 5],
    ["rac-left", 5],
    ["galore", 5],
    ["bernoulli", 5],
    ["fed-rac", 5],
  ] as const)("%s is a step of full-rank descent: 1/L lands on the minimum of the quadratic", async (method, r) => {
    const square = { method, r, m: 5, n: 5 };
    const losses = await lossesOf(square, 1);
    expect(losses[1]).toBeLessThan(1e-25 * losses[0]!);
  });
});

describe("directions", () => {
  test.each(["lora", "full", "cola", "rac", "sgd", "fed-rac", "burer-monteiro"])(
    "%s descends along its gradient: a tiny step lowers the loss by η‖∇J‖²",
    async (method) => {
      const eta = 1e-7;
      const changes = { method, init: "gauss", scale: 0.5, step: "constant", eta: { value: eta, perL: false } };
      const { columns } = await (await start([prepare(changes)])).advance(2);
      const [J, sSq] = columns as readonly [Float64Array, Float64Array];
      expect((J[0]! - J[1]!) / (eta * sSq[0]!)).toBeCloseTo(1, 4);
    },
  );

  test("frozen factors stay, and alternating moves one at a time, B first", async () => {
    const moved = async (method: string, rows: number) => {
      const run = await start([prepare({ method, init: "gauss" })]);
      const before = (await run.advance(rows)).states[0]!.theta;
      const after = (await run.advance(1)).states[0]!.theta;
      return [0, 1].map((i) => after[i]!.data.some((x, e) => x !== before[i]!.data[e]));
    };
    expect(await moved("asym-a", 0)).toEqual([true, false]);
    expect(await moved("asym-b", 0)).toEqual([false, true]);
    expect(await moved("alternating", 0)).toEqual([true, false]);
    expect(await moved("alternating", 1)).toEqual([false, true]);
  });

  test("LoRA+ with ratio 1 is LoRA, and a batch of all samples makes stochastic descent LoRA", async () => {
    const lora = await lossesOf({ step: "star", loss: "softmax" }, 30);
    expect(await lossesOf({ step: "star", loss: "softmax", method: "lora-plus", ratio: 1 }, 30)).toEqual(lora);
    const whole = await lossesOf({ step: "star", loss: "softmax", method: "sgd", batch: 20 }, 30);
    expect(whole).toEqual(lora);
  });

  test("scaled descent does not depend on how BA is split between the factors", async () => {
    const draw = prepare({ init: "gauss" }).state.theta;
    const split = (c: number) => ({
      method: "scaled",
      damping: 1e-12,
      init: "user",
      B: matrix(
        6,
        2,
        draw[0]!.data.map((x) => c * x),
      ),
      A: matrix(
        2,
        5,
        draw[1]!.data.map((x) => x / c),
      ),
    });
    const [plain, tilted] = await Promise.all([lossesOf(split(1), 40), lossesOf(split(10), 40)]);
    for (let t = 0; t <= 40; t++) expect(Math.abs(plain![t]! - tilted![t]!)).toBeLessThan(1e-8 * plain![0]!);
  });

  test("Burer–Monteiro's J at 1×1 is ℓ(v²) with gradient 2vℓ′(v²)", async () => {
    const B = matrix(1, 1, Float64Array.of(1));
    const target = matrix(1, 1);
    const one = { method: "burer-monteiro", m: 1, n: 1, r: 1, L: 1, W0scale: 0, init: "user", B, target };
    const { columns } = await (await start([prepare(one)])).advance(1);
    expect(columns.slice(0, 2).map((column) => column[0])).toEqual([0.5, 4]);
  });
});
