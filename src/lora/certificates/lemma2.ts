/** Lemma 2, (9): under rule (8) every step lowers the loss by at least η s²/5. */
import { theoremThree } from "./assumptions";
import { KAPPA_PAPER } from "./constants";
import type { Statement, StepCertificate } from "./types";

export const lemma2: StepCertificate = {
  id: "lemma2",
  kind: "step",
  applies: theoremThree,
  compare: (o, { J, nextJ, sSq, eta, tolJ }) => ({
    left: o.times(1 / KAPPA_PAPER, o.times(eta, sSq)),
    right: o.minus(J, nextJ),
    tolerance: tolJ,
    measured: o.times(eta, sSq),
  }),
};

export const lemma2Statement: Statement = {
  id: "lemma2",
  label: "Lemma 2, descent at every step",
  statement: "\\mathcal{J}(V_{t+1}) \\le \\mathcal{J}(V_t) - \\tfrac{\\eta_t}{5}\\|\\nabla\\mathcal{J}(V_t)\\|^2",
  reference: "paper, Lemma 2 (9)",
  refined: false,
  proof: [
    "Insert V₂ = V₁ − η∇J into Lemma 1: the decrease is η s² minus four terms of higher order.",
    "Rule (8) makes each of them at most η s²/5, by (18), (21), (22) and (23); one fifth of η s² remains.",
  ],
  chart: "loss",
};
