/**
 * The one table of parameters (version 1). Controls, codec, command line and docs/url-api.md read it; names and ranges are
 * published and never change. Which of them matter follows from the families: a member lists the keys that it reads.
 */

import type { LaneConfig, ParameterId } from "../lora/experiment";
import { AUTO_STEP, initializationOf, lossOf, methodOf, stepRuleOf } from "../lora/families";
import type { LossEntry, Member, MethodEntry } from "../lora/types";
import { laneParameters } from "./laneParameters";
import type { Parameter } from "./parameter";
import { runParameters, viewParameters } from "./runParameters";

export type { Parameter } from "./parameter";

/** The table's keys of a lane, in the order of the link. */
export const laneKeys = Object.keys(laneParameters) as readonly ParameterId[]; // exactly these keys: `satisfies` in the table

/** Every parameter, in the order of the link. */
export const parameters: readonly Parameter[] = Object.entries({
  ...laneParameters,
  ...runParameters,
  ...viewParameters,
}).map(([key, row]) => ({ key, ...(row as Omit<Parameter, "key">) })); // a row of any value type is read as one of unknown

/** Read by every loss whose data do not dictate them. */
const freeProblem = ["m", "n", "W0scale", "W0seed", "W0", "W0File"] as const;
/** Read by every method, beside what its initialization reads: the factors give the start W0 + BA of full-rank descent too. */
const start = ["r", "alpha", "init", "v0norm"] as const;

/** What decides which keys a lane reads. */
export type Families = Pick<LaneConfig, "loss" | "method" | "init" | "step">;

const known = new Map<string, ReadonlySet<ParameterId>>();

/** The keys that a lane reads. */
export function keysOf({ loss, method, init, step }: Families): ReadonlySet<ParameterId> {
  const id = [loss, method, init, step].join();
  const keys = known.get(id) ?? new Set(listKeys(lossOf(loss), methodOf(method), initializationOf(init), step));
  known.set(id, keys);
  return keys;
}

/** Clients share out the samples of a loss, and those of a loss that draws N each may differ in the teacher. */
const readsOf: { readonly [key in ParameterId]?: (loss: LossEntry) => boolean } = {
  clients: ({ parameters, asset }) => asset !== undefined || parameters.some((key) => key === "N" || key === "K"),
  hetero: ({ parameters }) => parameters.includes("N"),
};

function listKeys(loss: LossEntry, method: MethodEntry, init: Member, step: string): readonly ParameterId[] {
  return [
    "loss",
    "L",
    "method",
    "step",
    ...(loss.shape ? [] : freeProblem),
    ...loss.parameters,
    ...method.parameters.filter((key) => readsOf[key]?.(loss) ?? true),
    ...start,
    ...init.parameters,
    // `auto` brings its own constant, so it reads all that its rule reads except `eta`.
    ...(step === AUTO_STEP
      ? stepRuleOf(method.autoRule.id).parameters.filter((key) => key !== "eta")
      : stepRuleOf(step).parameters),
  ];
}

/** Whether a change of `key` can change the lane's run; true for the keys of the run and the view. */
export function appliesTo(key: string, config: LaneConfig): boolean {
  return laneKeys.every((each) => each !== key) || keysOf(config).has(key as ParameterId); // one of laneKeys here
}
