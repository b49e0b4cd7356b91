/** Lemma 5, (15): the block BA of the symmetric matrix VVᵀ has at most 1/√2 of its norm. */
import { loraSplit } from "./assumptions";
import type { AuditCertificate, Statement } from "./types";

export const extractorNorms: AuditCertificate = {
  id: "extractor-norms",
  kind: "audit",
  applies: loraSplit,
  compare({ productNorm, outerNorm }) {
    const right = outerNorm / Math.SQRT2;
    return { left: productNorm, right: right, tolerance: 64 * 2 ** -52 * right, measured: productNorm };
  },
};

export const extractorNormsStatement: Statement = {
  id: "extractor-norms",
  label: "Extractor norms, Lemma 5",
  statement: "\\|E_1VV^TE_2\\| \\le \\tfrac{1}{\\sqrt2}\\|VV^T\\|",
  reference: "paper, Lemma 5 (15)",
  refined: false,
  proof: ["‖VVᵀ‖² = ‖BBᵀ‖² + ‖AᵀA‖² + 2‖BA‖²: the off-diagonal block stands in it twice."],
  chart: null,
};
