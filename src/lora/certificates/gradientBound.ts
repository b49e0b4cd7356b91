/** (19): ‖∇J‖ ≤ 2‖G‖‖V‖. */
import { all, loraSplit } from "./assumptions";
import type { RowCertificate, Statement } from "./types";

export const gradientBound: RowCertificate = {
  id: "gradient-bound",
  kind: "row",
  applies: all(loraSplit),
  compare(o, { sSq, g, vSq }, { relative }) {
    const s = o.sqrt(sSq);
    return { left: s, right: o.times(2, o.times(g, o.sqrt(vSq))), tolerance: o.times(relative, s), measured: s };
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
