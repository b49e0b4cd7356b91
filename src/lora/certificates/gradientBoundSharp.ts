/** ★ (19) with the spectral norm and without the factor 2: ‖∇J‖ ≤ ‖G‖₂‖V‖. */
import { loraSplit } from "./assumptions";
import type { AuditCertificate, Statement } from "./types";

export const gradientBoundSharp: AuditCertificate = {
  id: "gradient-bound-sharp",
  kind: "audit",
  applies: loraSplit,
  compare({ sSq, gSpectral, vSq }) {
    const left = Math.sqrt(sSq);
    const right = gSpectral * Math.sqrt(vSq);
    return { left: left, right: right, tolerance: 64 * 2 ** -52 * right, measured: left };
  },
};

export const gradientBoundSharpStatement: Statement = {
  id: "gradient-bound-sharp",
  label: "Gradient bound, sharp",
  statement: "\\|\\nabla\\mathcal{J}(V)\\| \\le \\|\\nabla\\mathcal{L}\\|_2\\,\\|V\\|",
  reference: "refined, proof here",
  refined: true,
  proof: ["‖GAᵀ‖ ≤ ‖G‖₂‖A‖ and ‖BᵀG‖ ≤ ‖G‖₂‖B‖; add the squares."],
  chart: "gradient",
};
