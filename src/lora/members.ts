/** The members of the families that a lane consists of: what the catalogue says of each, with its formulas, loaded when first asked for. */
import type { LaneConfig } from "./experiment";
import { AUTO_STEP, initializationOf, lossOf, methodOf, stepRuleOf } from "./families";
import { initializationFormulas } from "./initializations/formulas";
import { lossFormulas } from "./losses/formulas";
import { methodFormulas } from "./methods/formulas";
import { stepRuleFormulas } from "./stepSizes/formulas";
import type { Initialization, Loss, Member, Method, StepRule } from "./types";

export interface LaneMembers {
  readonly loss: Loss;
  readonly method: Method;
  readonly initialization: Initialization;
  /** the rule that runs: the method's own where the link says `auto` */
  readonly rule: StepRule;
}

export async function loadMembers(config: Pick<LaneConfig, "loss" | "method" | "init" | "step">): Promise<LaneMembers> {
  const method = methodOf(config.method);
  const rule = config.step === AUTO_STEP ? method.autoRule.id : config.step;
  const [loss, methodWhole, initialization, stepRule] = await Promise.all([
    whole(lossOf(config.loss), lossFormulas),
    whole(method, methodFormulas),
    whole(initializationOf(config.init), initializationFormulas),
    whole(stepRuleOf(rule), stepRuleFormulas),
  ]);
  return { loss, method: methodWhole, initialization, rule: stepRule };
}

/** A catalogue's entry with its formulas. */
async function whole<E extends Member, F>(
  entry: E,
  formulas: Readonly<Record<string, () => Promise<F>>>,
): Promise<E & F> {
  // Every id of the catalogue has formulas: their records are typed by it.
  return { ...entry, ...(await formulas[entry.id]!()) };
}
