/** 1/η_t ≤ max{1, D_t}, D_t = 5√2 L(‖V_t‖² + √(2LΔ0)): the step cannot fall faster than ‖V‖² grows. */
import { theoremThree } from "./assumptions";
import { longestInverseStep } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const stepLower: RunCertificate = {
  id: "step-lower",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare(o, { eta, vSq }, { L, gBound, relative }) {
    const inverse = o.over(1, eta);
    return {
      left: inverse,
      right: longestInverseStep(o, L, vSq, gBound),
      tolerance: o.times(relative, inverse),
      measured: inverse,
    };
  },
};

export const stepLowerStatement: Statement = {
  id: "step-lower",
  label: "Step size above 1/Dₜ",
  statement:
    "\\frac{1}{\\eta_t} \\le \\max\\{1, D_t\\},\\quad D_t = 5\\sqrt2 L\\left(\\|V_t\\|^2 + \\sqrt{2L(\\mathcal{J}(V_0) - \\mathcal{L}^*)}\\right)",
  reference: "paper, proof of Theorem 3",
  refined: false,
  proof: ["‖G_t‖² ≤ 2L(J(V_t) − L*) ≤ 2LΔ0, since the loss never rises; insert it into rule (8)."],
  chart: "step",
};
