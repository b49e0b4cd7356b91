/** Lemma 1 as the paper prints it. Its proof loses a factor ‖V₁‖ in A.2, yet the statement is true: the sharp form implies it. */
import { lemma1 } from "./lemma1";
import type { Statement } from "./types";

export const lemma1Printed = lemma1("lemma1-printed", {
  q2: { norm: Math.SQRT2, gradient: 1 },
  q3: { norm: (2 * Math.SQRT2) / 3, alone: Math.SQRT2 / 3 },
  q4: Math.SQRT2 / 4,
});

export const lemma1PrintedStatement: Statement = {
  id: "lemma1-printed",
  label: "Lemma 1 along the step",
  statement:
    "\\mathcal{J}(V_2) \\le \\mathcal{J}(V_1) + \\langle \\nabla\\mathcal{J}(V_1), d\\rangle + \\tfrac{2\\sqrt2}{3}L\\|d\\|^3\\|V_1\\| + \\sqrt2 L\\|d\\|^2\\|V_1\\|^2 + \\tfrac{\\sqrt2 L}{3}\\|d\\|^3 + \\tfrac{\\sqrt2 L}{4}\\|d\\|^4 + \\|G\\|\\|d\\|^2",
  reference: "paper, Lemma 1",
  refined: false,
  proof: [
    "The paper integrates ⟨∇J(V₁ + td) − ∇J(V₁), d⟩ over t and bounds the change of ∇J by (7), Lemma 5 and Assumption 1.",
    "In A.2 the term √2 L t‖d‖‖V₁‖‖V₁ + td‖ loses its last ‖V₁‖, which turns (√2/3)L‖d‖³‖V₁‖ into (√2/3)L‖d‖³.",
    "The statement is true all the same: every coefficient is at least that of the sharp form below.",
  ],
  chart: "loss",
};
