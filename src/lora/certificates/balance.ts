/** ★ The balance identity: D = BᵀB − AAᵀ moves by exactly η²(∇_BJᵀ∇_BJ − ∇_AJ∇_AJᵀ) a step. */
import { all, loraSplit, plainDescent } from "./assumptions";
import type { AuditCertificate, Statement } from "./types";

export const balance: AuditCertificate = {
  id: "balance",
  kind: "audit",
  identity: true,
  applies: all(loraSplit, plainDescent),
  compare: ({ balanceResidual, balanceScale }) => ({
    left: balanceResidual,
    right: 0,
    tolerance: 64 * 2 ** -52 * balanceScale,
    measured: balanceScale,
  }),
};

export const balanceStatement: Statement = {
  id: "balance",
  label: "Balance identity",
  statement:
    "D_{t+1} = D_t + \\eta_t^2\\left(\\nabla_B\\mathcal{J}^T\\nabla_B\\mathcal{J} - \\nabla_A\\mathcal{J}\\,\\nabla_A\\mathcal{J}^T\\right),\\quad D = B^TB - AA^T",
  reference: "refined, proof here",
  refined: true,
  proof: [
    "Expand B⁺ᵀB⁺ and A⁺A⁺ᵀ: the terms linear in η are both −η(BᵀGAᵀ + AGᵀB) and cancel, since both factors move from the old values.",
  ],
  chart: null,
};
