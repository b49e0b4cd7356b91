/** ‖G‖² ≤ 2L(ℓ − L*), the first step of (11)'s proof: an equality for the isotropic quadratic. */
import { validConstant } from "./assumptions";
import type { IterateCertificate, Statement } from "./types";

export const gradientLoss: IterateCertificate = {
  id: "gradient-loss",
  kind: "column",
  needsNext: false,
  applies: validConstant,
  compare({ J, g, tolJ }, { L, infimum }, _, out) {
    out.left = g * g;
    out.right = 2 * L * (J - infimum);
    out.tolerance = 2 * L * tolJ;
    out.measured = out.left;
  },
};

export const gradientLossStatement: Statement = {
  id: "gradient-loss",
  label: "Gradient of ℓ under its gap",
  statement: "\\|\\nabla\\mathcal{L}\\|^2 \\le 2L\\left(\\mathcal{L} - \\mathcal{L}^*\\right)",
  reference: "paper, A.4",
  refined: false,
  proof: ["(5) at W′ = W − G/L: L* ≤ ℓ(W′) ≤ ℓ(W) − ‖G‖²/(2L)."],
  chart: null,
};
