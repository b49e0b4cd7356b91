/** Theorem 3, (12): with ‖V_t‖ ≤ C the rate is 1/T. C is the largest norm seen so far. */
import { theoremThree } from "./assumptions";
import { KAPPA_PAPER, longestInverseStep } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const rateBounded: RunCertificate = {
  id: "rate-bounded",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare: (o, { T, minSSq, maxVSq }, { L, gap0, gBound, relative }) => ({
    left: minSSq,
    right: o.over(o.times(o.times(KAPPA_PAPER, gap0), longestInverseStep(o, L, maxVSq, gBound)), T),
    tolerance: o.times(relative, minSSq),
    measured: minSSq,
  }),
};

export const rateBoundedStatement: Statement = {
  id: "rate-bounded",
  label: "Theorem 3, rate 1/T for ‖V‖ ≤ C",
  statement:
    "\\min_{t<T}\\|\\nabla\\mathcal{J}(V_t)\\|^2 \\le \\frac{5\\Delta_0}{\\underline{\\eta}\\,T},\\quad \\underline{\\eta} = \\min\\left\\{1, \\tfrac{1}{5\\sqrt2 L(C^2 + \\sqrt{2L\\Delta_0})}\\right\\}",
  reference: "paper, Theorem 3 (12)",
  refined: false,
  proof: [
    "With ‖V_t‖ ≤ C for t < T no step is below η̲, so Σ η_t ≥ η̲T in (10). C² here is max ‖V_t‖² over the run so far.",
  ],
  chart: "gradient",
};
