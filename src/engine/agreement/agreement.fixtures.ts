/** One random experiment on one engine: its steps from the start and from a state of its own further on, against their intervals. */
import type { LaneBatch } from "../../lora/lane";
import { batchLanes, prepareLane } from "../../lora/lane";
import { loadMembers } from "../../lora/members";
import type { LaneState } from "../../lora/program";
import type { Assets } from "../../lora/types";
import { decodeLink, experimentOf } from "../../permalink/link";
import type { Engine } from "../engine";
import { Float64Ops } from "../float64/ops";
import { type Comparison, compareStep } from "./compareStep.fixtures";

/** Steps between the two that are compared. */
const BETWEEN = 7;

/** The batches of a link's lanes; null where the link contradicts itself and the page says so instead of running. */
export async function batchesOf(link: string, assets: Assets): Promise<readonly LaneBatch[] | null> {
  const { lanes } = experimentOf(decodeLink(link).link);
  const members = await Promise.all(lanes.map(loadMembers));
  try {
    return batchLanes(lanes.map((lane, i) => prepareLane(lane, members[i]!, assets, new Float64Ops())));
  } catch {
    return null;
  }
}

export async function compareOn(engine: Engine, batches: readonly LaneBatch[]): Promise<Comparison> {
  const all: Comparison[] = [];
  for (const batch of batches) all.push(...(await compareBatch(engine, batch)));
  const sum = (key: "numbers" | "resolved" | "unbounded") => all.reduce((total, each) => total + each[key], 0);
  return {
    numbers: sum("numbers"),
    resolved: sum("resolved"),
    unbounded: sum("unbounded"),
    disagreements: all.flatMap(({ disagreements }) => disagreements),
  };
}

async function compareBatch(engine: Engine, batch: LaneBatch): Promise<readonly Comparison[]> {
  const { precision } = engine.info;
  const begin = precision === "float32" ? batch.states.map(rounded) : batch.states;
  const run = await engine.start(batch.program, batch.inputs, begin);
  try {
    const first = await run.advance(1);
    const between = await run.advance(BETWEEN);
    const last = await run.advance(1);
    return [
      compareStep(batch, begin, first, precision),
      named("later, ", compareStep(batch, between.states, last, precision)),
    ];
  } finally {
    run.dispose();
  }
}

function named(when: string, comparison: Comparison): Comparison {
  return { ...comparison, disagreements: comparison.disagreements.map((text) => when + text) };
}

/** As the device holds it. */
function rounded(state: LaneState): LaneState {
  const theta = state.theta.map((X) => ({ ...X, data: X.data.map(Math.fround) }));
  return { ...state, theta, previousStep: Math.fround(state.previousStep) };
}
