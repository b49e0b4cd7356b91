/** Assumption 1 along the path: the gradient of ℓ changes at most L times as much as W does. */
import { validConstant } from "./assumptions";
import type { AuditCertificate, Statement } from "./types";

export const smoothness: AuditCertificate = {
  id: "smoothness",
  kind: "audit",
  applies: validConstant,
  compare: ({ weightChange, gradientChange, g, weightScale }, { L }) => ({
    left: gradientChange,
    right: L * weightChange,
    tolerance: ROUNDING * (g + L * weightScale),
    measured: gradientChange,
  }),
};

export const smoothnessStatement: Statement = {
  id: "smoothness",
  label: "Assumption 1 along the path",
  statement: "\\|\\nabla\\mathcal{L}(W_{t+1}) - \\nabla\\mathcal{L}(W_t)\\| \\le L\\|W_{t+1} - W_t\\|",
  reference: "paper, Assumption 1 (4)",
  refined: false,
  proof: [
    "An assumption on ℓ: every loss here is scaled so that its constant is exactly L, and each step is a test of it.",
  ],
  chart: null,
};

/** Float64 rounding of a gradient, relative to ‖G‖ and L times the size of what W is summed from. */
const ROUNDING = 64 * 2 ** -52;
