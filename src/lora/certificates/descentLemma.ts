/** (5), the descent lemma of ℓ, between consecutive weights. */
import { validConstant } from "./assumptions";
import type { AuditCertificate, Statement } from "./types";

export const descentLemma: AuditCertificate = {
  id: "descent-lemma",
  kind: "audit",
  applies: validConstant,
  compare({ J, nextJ, slope, weightChange, weightScale, tolJ }, { L }) {
    const remainder = nextJ - J - slope;
    return {
      left: remainder,
      right: 0.5 * L * weightChange * weightChange,
      tolerance: tolJ + 16 * 2 ** -52 * (Math.abs(slope) + L * weightChange * weightScale),
      measured: Math.abs(remainder),
    };
  },
};

export const descentLemmaStatement: Statement = {
  id: "descent-lemma",
  label: "Descent lemma of ℓ (5)",
  statement:
    "\\mathcal{L}(W') \\le \\mathcal{L}(W) + \\langle\\nabla\\mathcal{L}(W), W' - W\\rangle + \\tfrac{L}{2}\\|W' - W\\|^2",
  reference: "paper, (5)",
  refined: false,
  proof: [
    "Integrate the gradient along the segment from W to W′ and use (4).",
    "The paper calls (5) equivalent to (4); it is implied by (4), and the proofs need no more than (5).",
  ],
  chart: null,
};
