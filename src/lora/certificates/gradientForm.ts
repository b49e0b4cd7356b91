/** (7): ∇J(V) = 2 Sym(E₁ᵀGE₂ᵀ)V, that is (G Aᵀ, Bᵀ G), against a difference quotient of J. */
import { loraSplit } from "./assumptions";
import type { AuditCertificate, Statement } from "./types";

export const gradientForm: AuditCertificate = {
  id: "gradient-form",
  kind: "audit",
  identity: true,
  applies: loraSplit,
  compare: ({ quotientError, quotientTolerance, sSq }) => ({
    left: quotientError,
    right: 0,
    tolerance: quotientTolerance,
    measured: Math.sqrt(sSq),
  }),
};

export const gradientFormStatement: Statement = {
  id: "gradient-form",
  label: "Gradient formula (7)",
  statement: "\\nabla\\mathcal{J}(V) = 2\\,\\mathrm{Sym}\\left(E_1^T\\nabla\\mathcal{L}(E_1VV^TE_2)E_2^T\\right)V",
  reference: "paper, (7)",
  refined: false,
  proof: ["The chain rule on g(V) = E₁VVᵀE₂; checked against central differences of J along ∇J."],
  chart: null,
};
