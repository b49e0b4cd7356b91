/** (10): the smallest gradient norm so far, under 5Δ0 over the sum of the step sizes. */
import { theoremThree } from "./assumptions";
import { KAPPA_PAPER } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const minGradient: RunCertificate = {
  id: "min-gradient",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare: (o, { S, minSSq }, { gap0, relative }) => ({
    left: minSSq,
    right: o.over(o.times(KAPPA_PAPER, gap0), S),
    tolerance: o.times(relative, minSSq),
    measured: minSSq,
  }),
};

export const minGradientStatement: Statement = {
  id: "min-gradient",
  label: "(10), smallest gradient so far",
  statement:
    "\\min_{t<T}\\|\\nabla\\mathcal{J}(V_t)\\|^2 \\le \\frac{5(\\mathcal{J}(V_0) - \\mathcal{L}^*)}{\\sum_{t<T}\\eta_t}",
  reference: "paper, (10)",
  refined: false,
  proof: [
    "Sum (9) over t < T: the right side telescopes to J(V_0) − J(V_T) ≤ Δ0, the left is at least the minimum times Σ η_t/5.",
  ],
  chart: "gradient",
};
