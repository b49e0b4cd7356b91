/** ★ Under rule (8) the decrease is η s² up to 7.33 %: (9) has an almost constant slack of about 5. */
import { theoremThree } from "./assumptions";
import { DESCENT_BAND } from "./constants";
import type { Statement, StepCertificate } from "./types";

export const descentRatio: StepCertificate = {
  id: "descent-ratio",
  kind: "step",
  applies: theoremThree,
  compare(o, { J, nextJ, sSq, eta, tolJ }) {
    const decrease = o.times(eta, sSq);
    return {
      left: o.map("abs", o.minus(o.minus(J, nextJ), decrease)),
      right: o.times(DESCENT_BAND, decrease),
      tolerance: tolJ,
      measured: decrease,
    };
  },
};

export const descentRatioStatement: Statement = {
  id: "descent-ratio",
  label: "Descent ratio in 1 ± 0.0733",
  statement:
    "0.9267 \\le \\frac{\\mathcal{J}(V_t) - \\mathcal{J}(V_{t+1})}{\\eta_t\\|\\nabla\\mathcal{J}(V_t)\\|^2} \\le 1.0733",
  reference: "refined, proof here",
  refined: true,
  proof: [
    "Put a = ‖V‖², b = ‖G‖, η = 1/(5√2 L(a + b)), s ≤ b√a, and insert the step into the sharp form of Lemma 1.",
    "The quadratic term is η(La + b)/2 ≤ 1/(10√2) = 0.0707, the cubic at most 1/400, the quartic at most 5.3·10⁻⁵, times η s².",
    "Assumption 1 also bounds the remainder from below, which gives the upper end.",
  ],
  chart: "loss",
};
