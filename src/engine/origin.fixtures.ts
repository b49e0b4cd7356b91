/** What must hold at and around V = 0 on every engine (theory §b), as lanes and what a run of them has to show. */
import { expect } from "vitest";
import type { LaneConfig } from "../lora/experiment";
import { batchLanes } from "../lora/lane";
import { losses, prepareLane } from "../lora/lane.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import type { Assets } from "../lora/types";
import { fromRows } from "../math/matrix";
import type { Engine } from "./engine";
import { Float64Ops } from "./float64/ops";

export const lossIds: readonly string[] = losses.map(({ id }) => id);

const STILL_STEPS = 20;

/** From V = 0 nothing moves, whatever the loss: the gradient is exactly 0 at every row, and so is V. */
export async function expectStillAtOrigin(engine: Engine, loss: string, assets: Assets): Promise<void> {
  const config = laneConfig({ loss, m: 5, n: 4, N: 20, r: 2, init: "zero", step: "paper", W0scale: 0.3 });
  const { columns, states, ids } = await rowsOf(engine, config, STILL_STEPS, assets);
  const column = (id: "loss" | "grad_norm_sq" | "v_norm_sq" | "loss_grad_norm") => columns[ids.indexOf(id)]!;
  expect(Array.from(column("grad_norm_sq"))).toEqual(new Array(STILL_STEPS).fill(0));
  expect(Array.from(column("v_norm_sq"))).toEqual(new Array(STILL_STEPS).fill(0));
  expect(new Set(column("loss")).size).toBe(1);
  // It is no minimum of ℓ that it rests at.
  expect(column("loss_grad_norm")[0]).toBeGreaterThan(0);
  for (const X of states[0]!.theta.slice(0, 2)) expect(X.data.every((x) => x === 0)).toBe(true);
}

export const LINE_STEPS = 10_000;

/** From b = −a a 1×1 quadratic with w* = 1 flows into the origin on that line, exactly, and stays. */
export async function expectStableLine(engine: Engine): Promise<void> {
  const config = laneConfig({
    ...{ m: 1, n: 1, r: 1, L: 1, target: fromRows([[1]]), init: "user", step: "paper" },
    ...{ B: fromRows([[-0.8]]), A: fromRows([[0.8]]) },
  });
  const { columns, states, ids } = await rowsOf(engine, config, LINE_STEPS, {});
  const [b, a] = [columns[ids.indexOf("plane_b")]!, columns[ids.indexOf("plane_a")]!];
  // −0 is 0 here
  expect(b.findIndex((value, t) => value + a[t]! !== 0)).toBe(-1);
  expect(b.findIndex((value, t) => t > 0 && Math.abs(value) > Math.abs(b[t - 1]!))).toBe(-1);
  expect(Math.abs(b.at(-1)!)).toBeLessThan(1e-30);
  const [B, A] = states[0]!.theta;
  expect(B!.data[0]! + A!.data[0]!).toBe(0);
}

async function rowsOf(engine: Engine, config: LaneConfig, rows: number, assets: Assets) {
  const lane = prepareLane(config, assets, new Float64Ops());
  const [batch] = batchLanes([lane]);
  const run = await engine.start(batch!.program, batch!.inputs, batch!.states);
  try {
    return { ...(await run.advance(rows)), ids: batch!.program.columns };
  } finally {
    run.dispose();
  }
}
