import { describe, expect, it } from "vitest";
import type { LaneConfig } from "../lora/experiment";
import { batchLanes, type LaneBatch } from "../lora/lane";
import { losses, prepareLane } from "../lora/lane.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { createDraws } from "../math/random";
import { devices } from "./devices.fixtures";
import type { Engine } from "./engine";
import { Float64Ops } from "./float64/ops";
import { createWatch } from "./watch";

const LANES = 50;
const BATCHES = 20;
const STEPS = 40;

/** Lanes of one loss and shape under rule (8), their scales, constants and draws over decades. */
function randomLanes(batch: number): readonly LaneConfig[] {
  const draws = createDraws(20_251_220 + batch);
  const plain = losses.filter((loss) => !loss.asset);
  const below = (n: number) => Math.floor(n * draws.uniform());
  const decades = (from: number, to: number) => 10 ** (from + (to - from) * draws.uniform());
  const shape = { m: 1 + below(8), n: 1 + below(8), N: 2 + below(30) };
  return Array.from({ length: LANES }, () =>
    laneConfig({
      ...shape,
      loss: plain[batch % plain.length]!.id,
      L: decades(0, 2),
      pseed: below(1e6),
      tscale: decades(-2, 2),
      cond: decades(0, 3),
      noise: draws.uniform(),
      W0scale: draws.uniform() < 0.5 ? 0 : decades(-1, 1),
      r: 2,
      init: draws.uniform() < 0.5 ? "gauss" : "lora",
      scale: decades(-4, 1),
      seed: below(1e6),
      step: "paper",
    }),
  );
}

/** Runs a batch with its ledger as the worker does; returns the alarms, and how often each certificate held. */
async function alarmsOf(engine: Engine, configs: readonly LaneConfig[], held: Map<string, number>) {
  const lanes = configs.map((config) => prepareLane(config, {}, new Float64Ops()));
  const batch: LaneBatch = batchLanes(lanes)[0]!;
  expect(batch.lanes).toHaveLength(lanes.length);
  const watch = createWatch(lanes, "float32", STEPS);
  const run = await engine.start(batch.program, batch.inputs, batch.states);
  const { columns } = await run.advance(STEPS + 1);
  run.dispose();
  const block = { lanes: batch.lanes, firstStep: 0, rows: STEPS + 1, columnIds: batch.program.columns, columns };
  watch.append(block);
  const alarms: string[] = [];
  for (const lane of batch.lanes) {
    await watch.recheck(lane, batch.program, { t: 0, state: batch.states[lane]! }, engine);
    for (const { id, verdict, firstViolation, left, right } of watch.entries(lane)) {
      if (verdict === "holds") held.set(id, (held.get(id) ?? 0) + 1);
      if (verdict === "violated")
        alarms.push(`${id} at ${firstViolation}: ${left} > ${right}, ${JSON.stringify(configs[lane])}`);
    }
  }
  return alarms;
}

describe.each(devices.map((device) => [device.name, device] as const))("certificates on %s", (_, { open }) => {
  it(`raise no false alarm in ${LANES * BATCHES} random runs`, async () => {
    const engine = await open();
    const held = new Map<string, number>();
    const alarms: string[] = [];
    for (let batch = 0; batch < BATCHES; batch++) alarms.push(...(await alarmsOf(engine, randomLanes(batch), held)));
    engine.dispose();
    expect(alarms).toEqual([]);
    for (const id of ["lemma2", "descent-ratio", "gradient-bound", "growth", "min-gradient", "rate-sqrt"]) {
      expect([id, held.get(id)! > (LANES * BATCHES) / 2]).toEqual([id, true]);
    }
  });
});
