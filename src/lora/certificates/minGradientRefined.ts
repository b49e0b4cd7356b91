/** ★ (10) with the constant of the descent ratio and the decrease seen: needs no L*. */
import { theoremThree } from "./assumptions";
import { KAPPA_REFINED } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const minGradientRefined: RunCertificate = {
  id: "min-gradient-refined",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare: (o, { S, minSSq, J }, { J0, relative, tolJ0 }) => ({
    left: minSSq,
    right: o.over(o.times(KAPPA_REFINED, o.minus(J0, J)), S),
    tolerance: o.plus(o.times(relative, minSSq), o.over(tolJ0, S)),
    measured: minSSq,
  }),
};

export const minGradientRefinedStatement: Statement = {
  id: "min-gradient-refined",
  label: "(10), refined",
  statement:
    "\\min_{t<T}\\|\\nabla\\mathcal{J}(V_t)\\|^2 \\le \\frac{\\mathcal{J}(V_0) - \\mathcal{J}(V_T)}{0.9267\\sum_{t<T}\\eta_t}",
  reference: "refined, proof here",
  refined: true,
  proof: ["Sum the lower end of the descent ratio, 0.9267 η_t s_t² ≤ J(V_t) − J(V_{t+1}), over t < T."],
  chart: "gradient",
};
