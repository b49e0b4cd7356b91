/**
 * What every interpreter is tried on: all losses × methods × step rules, each with three lanes whose initialization, rank,
 * seeds and constants rotate so that every pair of (loss, method, rule) with (initialization, rank) occurs somewhere.
 */
import type { LaneConfig } from "../lora/experiment";
import { initializations } from "../lora/initializations";
import { batchLanes, type LaneBatch } from "../lora/lane";
import { prepareLane } from "../lora/lane.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { losses } from "../lora/losses";
import { methods } from "../lora/methods";
import { stepRules } from "../lora/stepSizes";
import type { Assets } from "../lora/types";
import { createDraws } from "../math/random";
import { Float64Ops } from "./float64/ops";

const M = 6;
const N = 5;
/** 1, a middle one, min(m, n), and one above it */
export const ranks = [1, 3, 5, 7];

export const baseLane: LaneConfig = laneConfig({ m: M, n: N, N: 20, noise: 0.1, p: 0.5, W0scale: 0.3, step: "paper" });

export interface Case {
  readonly name: string;
  readonly lanes: readonly LaneConfig[];
}

/** Factors of the `user` initialization for the given shape. */
function factors(m: number, n: number, r: number) {
  const draws = createDraws(11);
  return { B: draws.normals(m, r), A: draws.normals(r, n) };
}

/** One case for each loss × method × rule, with lanes of mixed rank in one batch. */
export function cases(): readonly Case[] {
  let turn = 0;
  const lane = (loss: string, method: string, step: string): LaneConfig => {
    const init = initializations[turn % initializations.length]!.id;
    // The rank advances once more each time around, so that it meets every initialization.
    const r = ranks[(turn + Math.floor(turn / initializations.length)) % ranks.length]!;
    const digits = loss === "digits";
    const shape = digits ? { m: 10, n: 65 } : { m: M, n: N };
    const own = {
      // No power of two: Armijo's test is then not decided by a rounding error.
      L: digits ? null : 1.3 + 0.5 * (turn % 3),
      pseed: 1 + (turn % 2),
      seed: 7 + turn,
      scale: 0.5 + 0.25 * (turn % 2),
    };
    const given = init === "user" ? factors(shape.m, shape.n, r) : {};
    turn++;
    return { ...baseLane, ...shape, ...own, ...given, loss, method, step, init, r };
  };
  return losses.flatMap((loss) =>
    methods.flatMap((method) =>
      stepRules.map((rule) => ({
        name: `${loss.id} × ${method.id} × ${rule.id}`,
        lanes: [0, 1, 2].map(() => lane(loss.id, method.id, rule.id)),
      })),
    ),
  );
}

/** Prepares lanes that must form one batch. */
export function batchOf(lanes: readonly LaneConfig[], assets: Assets): LaneBatch {
  const prepared = lanes.map((config) => prepareLane(config, assets, new Float64Ops()));
  const [batch, ...others] = batchLanes(prepared);
  if (!batch || others.length > 0) throw new Error("these lanes do not run as one batch");
  return batch;
}

/** The largest |a − b| relative to the largest |b|. */
export function relativeDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let distance = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    distance = Math.max(distance, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return size > 0 ? distance / size : distance;
}

/** The batch with only one of its lanes. */
export function alone(batch: LaneBatch, lane: number): LaneBatch {
  return { ...batch, lanes: [0], inputs: [batch.inputs[lane]!], states: [batch.states[lane]!] };
}
