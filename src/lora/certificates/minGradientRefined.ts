/** ★ (10) with the constant of the descent ratio and the decrease seen: needs no L*. */
import { theoremThree } from "./assumptions";
import { KAPPA_REFINED } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const minGradientRefined: RunCertificate = {
  id: "min-gradient-refined",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare({ S, minSSq, J }, { J0 }, { relative, tolJ0 }, out) {
    out.left = minSSq;
    out.right = (KAPPA_REFINED * (J0 - J)) / S;
    out.tolerance = relative * out.left + tolJ0 / S;
    out.measured = out.left;
  },
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
