/** The catalogues of the four families by id. Unknown ids throw a RangeError that names the valid ones: the permalink never lets them through. */
import { initializations } from "./initializations";
import { losses } from "./losses";
import { methods } from "./methods";
import { stepRules } from "./stepSizes";
import type { InitializationEntry, LossEntry, Member, MethodEntry } from "./types";

/** `step=auto`: the method's own rule. */
export const AUTO_STEP = "auto";

function entry<F extends Member>(family: string, catalogue: readonly F[], id: string): F {
  const found = catalogue.find((each) => each.id === id);
  if (!found) throw new RangeError(`unknown ${family} ${id}: one of ${catalogue.map((each) => each.id).join(", ")}`);
  return found;
}

export const lossOf = (id: string): LossEntry => entry<LossEntry>("loss", losses, id);
export const methodOf = (id: string): MethodEntry => entry<MethodEntry>("method", methods, id);
export const initializationOf = (id: string): InitializationEntry =>
  entry<InitializationEntry>("init", initializations, id);
export const stepRuleOf = (id: string): Member => entry<Member>("step", stepRules, id);
