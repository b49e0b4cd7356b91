/**
 * Step sizes from the norms of V and G alone. `paper` is rule (8) with Lemma 2's decrease; `paper-v3` the revised paper's
 * constants; `star` ★ our unit-consistent form, which needs neither L ≥ 1 nor a cap (docs: J − J⁺ ≥ 0.3565 η‖∇J‖²).
 */
import type { Ops } from "../ops";
import type { StepContext, StepRuleFormulas } from "../types";

/** min{1/(κL(‖V‖² + ‖G‖)), 1}, written 1/max{…, 1}, which is also right where V and G are 0. */
function capped<M, S>(o: Ops<M, S>, kappa: number, { L, vNormSq, lossGradNorm }: StepContext<S>): S {
  return o.over(1, o.max(o.times(o.times(kappa, L), o.plus(vNormSq, lossGradNorm)), 1));
}

/** Rule (8) and its descendants are made for LoRA descent with L ≥ 1. */
function caveatOf(name: string, needsUnitL: boolean): NonNullable<StepRuleFormulas["caveat"]> {
  return ({ factored, L, trueL }) => {
    if (!factored) return `${name} is made for LoRA descent and guarantees nothing for full-rank descent; 1/L does.`;
    if (L < trueL) return `${name} believes in the constant ${L}, below the true ${trueL}: the loss may rise.`;
    if (needsUnitL && L < 1) return `${name} needs L ≥ 1: with L = ${L} the loss may rise.`;
    return null;
  };
}

export const paper: StepRuleFormulas = {
  caveat: caveatOf("Rule (8)", true),
  stepSize: (o, context) => capped(o, 5 * Math.SQRT2, context),
};

export const paperV3: StepRuleFormulas = {
  caveat: caveatOf("The revised paper's rule", true),
  stepSize: (o, context) => capped(o, 4 * Math.SQRT2, context),
};

export const star: StepRuleFormulas = {
  caveat: caveatOf("The refined rule", false),
  stepSize: (o, { L, vNormSq, lossGradNorm }) => {
    const d = o.plus(o.times(L, vNormSq), lossGradNorm);
    return o.select(o.atMost(d, 0), 1, o.over(1, d));
  },
};
