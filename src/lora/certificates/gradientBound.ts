/** (19): ‖∇J‖ ≤ 2‖G‖‖V‖. */
import { all, loraSplit } from "./assumptions";
import type { IterateCertificate, Statement } from "./types";

export const gradientBound: IterateCertificate = {
  id: "gradient-bound",
  kind: "column",
  needsNext: false,
  applies: all(loraSplit),
  compare({ sSq, g, vSq }, _, { relative }, out) {
    out.left = Math.sqrt(sSq);
    out.right = 2 * g * Math.sqrt(vSq);
    out.tolerance = relative * out.left;
    out.measured = out.left;
  },
};

export const gradientBoundStatement: Statement = {
  id: "gradient-bound",
  label: "Gradient bound (19)",
  statement: "\\|\\nabla\\mathcal{J}(V)\\| \\le 2\\|\\nabla\\mathcal{L}\\|\\,\\|V\\|",
  reference: "paper, (19)",
  refined: false,
  proof: ["∇J = 2 Sym(E₁ᵀGE₂ᵀ)V by (7); Cauchy–Schwarz and ‖Sym(·)‖ ≤ ‖·‖ give the bound."],
  chart: "gradient",
};
