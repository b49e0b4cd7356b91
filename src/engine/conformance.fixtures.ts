/**
 * What every interpreter is tried on: all pairs of members of the families, each case with three lanes whose initialization,
 * rank, seeds and constants rotate.
 */
import type { LaneConfig } from "../lora/experiment";
import { initializationOf, methodOf } from "../lora/families";
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

export const baseLane: LaneConfig = laneConfig({
  m: M,
  n: N,
  N: 20,
  noise: 0.1,
  p: 0.5,
  W0scale: 0.3,
  step: "paper",
  damping: 0.1,
  clients: 3,
  local: 2,
});

export interface Case {
  readonly name: string;
  readonly lanes: readonly LaneConfig[];
}

/** Factors of the `user` initialization for the given shape. */
function factors(m: number, n: number, r: number) {
  const draws = createDraws(11);
  return { B: draws.normals(m, r), A: draws.normals(r, n) };
}

/** The i-th of the members, around and around. */
const turn = <T>(members: readonly T[], i: number): T => members[i % members.length]!;

/**
 * One case for each pair of members: every loss with every method, every rule with every loss and every method. Lanes of mixed
 * rank and start in one batch; the numbers rotate.
 */
export function cases(): readonly Case[] {
  const turns = Math.max(methods.length, stepRules.length);
  return losses.flatMap((loss, i) =>
    Array.from({ length: turns }, (_, s) =>
      caseOf(loss.id, turn(methods, s).id, turn(stepRules, i + s).id, i * turns + s),
    ),
  );
}

const CASES_OF_A_LOSS = 6;

/** For devices, on which a case takes a second: six of each loss, such that every member of each family comes up in several. */
export function deviceCases(): readonly Case[] {
  const all = cases();
  const turns = all.length / losses.length;
  return losses.flatMap((_, i) =>
    Array.from({ length: CASES_OF_A_LOSS }, (__, q) => all[i * turns + ((5 * i + 7 * q) % turns)]!),
  );
}

function caseOf(loss: string, method: string, step: string, place: number): Case {
  const lanes = [0, 1, 2].map((k) => laneOf(loss, method, step, 3 * place + k));
  return { name: `${loss} × ${method} × ${step}`, lanes };
}

function laneOf(loss: string, method: string, step: string, place: number): LaneConfig {
  const start = turn(initializations, place);
  const digits = loss === "digits";
  const shape = digits ? { m: 10, n: 65 } : { m: M, n: N };
  // The rank advances once more each time around, so that it meets every initialization.
  const rank = turn(ranks, (place % initializations.length) + Math.floor(place / initializations.length));
  const limits = [initializationOf(start.id), methodOf(method)].map(
    ({ maxRank }) => maxRank?.(shape.m, shape.n) ?? rank,
  );
  const r = Math.min(rank, ...limits);
  const own = {
    // No power of two: Armijo's test is then not decided by a rounding error.
    L: digits ? null : 1.3 + 0.5 * (place % 3),
    eta: { value: 0.04 + 0.01 * (place % 3), perL: false },
    pseed: 1 + (place % 2),
    seed: 7 + place,
    scale: 0.5 + 0.25 * (place % 2),
    period: 1 + (place % 3),
  };
  const given = start.id === "user" ? factors(shape.m, shape.n, r) : {};
  return { ...baseLane, ...shape, ...own, ...given, loss, method, step, init: start.id, r };
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
