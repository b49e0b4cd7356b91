/** The revised paper's practical steps with gain γ: rules of thumb that need no L and guarantee nothing. Where nothing divides, η = γ. */
import type { Ops } from "../ops";
import type { StepContext, StepRuleFormulas } from "../types";

/** γ over what `size` makes of the iterate. */
function gainOver(size: <M, S>(o: Ops<M, S>, context: StepContext<S>) => S): StepRuleFormulas {
  return {
    caveat: () =>
      "The practical steps are rules of thumb: the loss may rise, and no bound of the paper speaks of them.",
    scalars: ({ gain }, { infimum }) => ({ gain, infimum }),
    stepSize: (o, context) => {
      const gain = context.scalars.gain!;
      const d = size(o, context);
      return o.select(o.atMost(d, 0), gain, o.over(gain, d));
    },
  };
}

/** γ/(‖V‖² + ‖G‖) */
export const normG = gainOver((o, { vNormSq, lossGradNorm }) => o.plus(vNormSq, lossGradNorm));

/** γ/(‖V‖² + √(J − L*)) */
export const normLoss = gainOver((o, { vNormSq, value, scalars }) =>
  o.plus(vNormSq, o.sqrt(o.max(o.minus(value, scalars.infimum!), 0))),
);

/** γ/‖∇J‖^½ */
export const normGrad = gainOver((o, { gradNormSq }) => o.sqrt(o.sqrt(gradNormSq)));
