/** Descent along a projected gradient: J(W − ηGH) ≤ J(W) − η(1 − Lη/2)‖GH‖², by (5). Full-rank descent is H = I. */
import { all, projectedStep, validConstant } from "./assumptions";
import type { Statement, StepCertificate } from "./types";

export const projectedDescent: StepCertificate = {
  id: "projected-descent",
  kind: "step",
  about: "projection",
  applies: all(projectedStep, validConstant),
  compare: (o, { J, nextJ, sSq, eta, tolJ }, { L }) => ({
    left: o.times(o.times(eta, o.minus(1, o.times(o.times(0.5, L), eta))), sSq),
    right: o.minus(J, nextJ),
    tolerance: tolJ,
    measured: o.times(eta, sSq),
  }),
};

export const projectedDescentStatement: Statement = {
  id: "projected-descent",
  label: "Descent along GH",
  statement:
    "\\mathcal{L}(W_{t+1}) \\le \\mathcal{L}(W_t) - \\eta_t\\left(1 - \\tfrac{L\\eta_t}{2}\\right)\\|G_tH_t\\|^2,\\quad W_{t+1} = W_t - \\eta_t G_tH_t",
  reference: "RAC-LoRA, its descent lemma",
  refined: false,
  proof: [
    "Insert the step into (5): ⟨G, GH⟩ = ‖GH‖² for a projection H, and the quadratic term is (L/2)η²‖GH‖².",
    "The frozen factor is orthonormal and the other starts at 0, so ∇J = (GAᵀ, 0) and ‖∇J‖ = ‖GH‖ with H = AᵀA.",
  ],
  chart: "loss",
};
