/** η_t = η for all t: a number, or a multiple of 1/L. */
import type { StepRuleFormulas } from "../types";

export const constant: StepRuleFormulas = {
  caveat: ({ factored, L, eta }) => {
    if (factored) return "A constant step has no guarantee for LoRA descent, which is not Lipschitz smooth.";
    return eta * L < 2 ? null : `A constant step of ${eta} is not below 2/L = ${2 / L}: full-rank descent may diverge.`;
  },
  stepSize: (o, { eta }) => o.plus(eta, 0),
};
