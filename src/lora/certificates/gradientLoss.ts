/** ‖G‖² ≤ 2L(ℓ − L*), the first step of (11)'s proof: an equality for the isotropic quadratic. */
import { validConstant } from "./assumptions";
import type { RowCertificate, Statement } from "./types";

export const gradientLoss: RowCertificate = {
  id: "gradient-loss",
  kind: "row",
  applies: validConstant,
  compare: (o, { J, g, tolJ }, { L, infimum }) => ({
    left: o.times(g, g),
    right: o.times(o.times(2, L), o.minus(J, infimum)),
    tolerance: o.times(o.times(2, L), tolJ),
    measured: o.times(g, g),
  }),
};

export const gradientLossStatement: Statement = {
  id: "gradient-loss",
  label: "Gradient of ℓ under its gap",
  statement: "\\|\\nabla\\mathcal{L}\\|^2 \\le 2L\\left(\\mathcal{L} - \\mathcal{L}^*\\right)",
  reference: "paper, A.4",
  refined: false,
  proof: ["(5) at W′ = W − G/L: L* ≤ ℓ(W′) ≤ ℓ(W) − ‖G‖²/(2L)."],
  chart: "loss",
};
