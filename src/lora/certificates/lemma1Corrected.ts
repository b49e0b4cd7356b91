/** Lemma 1 by the paper's own route with the lost factor restored: what its revised versions print. */
import { lemma1 } from "./lemma1";
import type { Statement } from "./types";

export const lemma1Corrected = lemma1("lemma1-corrected", {
  q2: { norm: Math.SQRT2, gradient: 1 },
  q3: { norm: Math.SQRT2, alone: 0 },
  q4: Math.SQRT2 / 4,
});

export const lemma1CorrectedStatement: Statement = {
  id: "lemma1-corrected",
  label: "Lemma 1, corrected",
  statement:
    "\\mathcal{J}(V_2) \\le \\mathcal{J}(V_1) + \\langle \\nabla\\mathcal{J}(V_1), d\\rangle + \\sqrt2 L\\|V_1\\|\\|d\\|^3 + \\sqrt2 L\\|V_1\\|^2\\|d\\|^2 + \\tfrac{\\sqrt2}{4}L\\|d\\|^4 + \\|G\\|\\|d\\|^2",
  reference: "revised paper, Lemma 1",
  refined: false,
  proof: [
    "As in A.2, with √2 L t‖d‖‖V₁‖‖V₁ + td‖ ≤ √2 L t‖d‖‖V₁‖² + √2 L t²‖d‖²‖V₁‖ in full.",
    "Integrating over t gives the cubic terms (2√2/3 + √2/3) L‖V₁‖‖d‖³ = √2 L‖V₁‖‖d‖³.",
  ],
  chart: "loss",
};
