/** η_t = η for all t: a number, or a multiple of 1/L. */
import type { StepRuleFormulas } from "../types";

export const constant: StepRuleFormulas = {
  caveat: ({ projected, L, eta }) => {
    if (!projected)
      return "A constant step has no guarantee where B and A are both trained: J is not Lipschitz smooth.";
    return eta * L < 2 ? null : `A constant step of ${eta} is not below 2/L = ${2 / L}: the loss may rise.`;
  },
  stepSize: (o, { eta }) => o.plus(eta, 0),
};
