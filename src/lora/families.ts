/** Members of the four families by id. Unknown ids throw a RangeError that names the valid ones: the permalink never lets them through. */
import { initializations } from "./initializations";
import { losses } from "./losses";
import { methods } from "./methods";
import { stepRules } from "./stepSizes";
import type { Initialization, Loss, Member, Method, StepRule } from "./types";

/** `step=auto`: the method's own rule. */
export const AUTO_STEP = "auto";

function member<F extends Member>(family: string, members: readonly F[], id: string): F {
  const found = members.find((each) => each.id === id);
  if (!found) throw new RangeError(`unknown ${family} ${id}: one of ${members.map((each) => each.id).join(", ")}`);
  return found;
}

export const lossOf = (id: string): Loss => member("loss", losses as readonly Loss[], id);
export const methodOf = (id: string): Method => member("method", methods as readonly Method[], id);
export const initializationOf = (id: string): Initialization => member("init", initializations, id);
export const stepRuleOf = (id: string): StepRule => member("step", stepRules, id);
