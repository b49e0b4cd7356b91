/**
 * Armijo's rule with ½: starting from twice the last step (1 at t = 0), halve until J(V − ηD) ≤ J(V) − ½η⟨∇J, D⟩;
 * at most 60 halvings, after which the step is negligible in float64. At a stationary point every step passes, and doubling would
 * overflow: there η = 1.
 */
import type { StepRuleFormulas } from "../types";

const MAX_HALVINGS = 60;

export const armijo: StepRuleFormulas = {
  stepSize: (o, { previousStep, value, slope, trial }) => {
    const found = o.repeatUntil(MAX_HALVINGS, o.times(2, previousStep), (eta) => ({
      done: o.atMost(trial(eta), o.minus(value, o.times(o.times(0.5, eta), slope))),
      next: o.times(0.5, eta),
    }));
    return o.select(o.atMost(slope, 0), 1, found);
  },
};
