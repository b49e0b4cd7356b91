/** `prepareLane` for tests, with every member of the families loaded beforehand, so that they can prepare lanes at once. */

import type { Matrix } from "../math/matrix";
import type { LaneConfig } from "./experiment";
import { AUTO_STEP, methodOf } from "./families";
import { initializations } from "./initializations";
import { initializationFormulas } from "./initializations/formulas";
import { type Lane, prepareLane as prepareWith } from "./lane";
import { losses as lossEntries } from "./losses";
import { lossFormulas } from "./losses/formulas";
import { methods as methodEntries } from "./methods";
import { methodFormulas } from "./methods/formulas";
import type { Ops } from "./ops";
import { stepRules } from "./stepSizes";
import { stepRuleFormulas } from "./stepSizes/formulas";
import type { Assets, Initialization, Loss, Member, Method, StepRule } from "./types";

async function whole<E extends Member, F>(entries: readonly E[], formulas: Readonly<Record<string, () => Promise<F>>>) {
  return Promise.all(entries.map(async (entry) => ({ ...entry, ...(await formulas[entry.id]!()) })));
}

export const losses: readonly Loss[] = await whole(lossEntries, lossFormulas);
export const methods: readonly Method[] = await whole(methodEntries, methodFormulas);
const rules: readonly StepRule[] = await whole(stepRules, stepRuleFormulas);
const starts: readonly Initialization[] = await whole(initializations, initializationFormulas);

function named<M extends Member>(members: readonly M[], id: string): M {
  const found = members.find((member) => member.id === id);
  if (!found) throw new RangeError(`no member ${id}`);
  return found;
}

export function prepareLane(config: LaneConfig, assets: Assets, o: Ops<Matrix, number>): Lane {
  const rule = config.step === AUTO_STEP ? methodOf(config.method).autoRule.id : config.step;
  const members = {
    loss: named(losses, config.loss),
    method: named(methods, config.method),
    initialization: named(starts, config.init),
    rule: named(rules, rule),
  };
  return prepareWith(config, members, assets, o);
}
