/** ★ The 1/T rate with a C known before the run, for losses whose sublevel sets are bounded: balance keeps ‖V‖ near ‖BA‖_*. */
import { all, theoremThree } from "./assumptions";
import { KAPPA_REFINED, longestInverseStep } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const rateApriori: RunCertificate = {
  id: "rate-apriori",
  kind: "run",
  drawn: true,
  applies: all(theoremThree, ({ rho, imbalance0 }) => {
    if (rho === null) return "no bound on the sublevel set of this loss is known";
    return imbalance0 === null ? "the rank is too large to compute ‖D_0‖_*" : null;
  }),
  compare: (o, { T, minSSq }, { L, gap0, gBound, aprioriVSq, relative }) => ({
    left: minSSq,
    right: o.over(o.times(o.times(KAPPA_REFINED, gap0), longestInverseStep(o, L, aprioriVSq, gBound)), T),
    tolerance: o.times(relative, minSSq),
    measured: minSSq,
  }),
};

export const rateAprioriStatement: Statement = {
  id: "rate-apriori",
  label: "Rate 1/T, known beforehand",
  statement:
    "\\min_{t<T}\\|\\nabla\\mathcal{J}(V_t)\\|^2 \\le \\frac{\\kappa\\Delta_0}{\\underline{\\eta}\\,T},\\quad C^2 = \\|D_0\\|_* + \\kappa\\Delta_0 + 2\\rho,\\ \\kappa = \\tfrac{1}{0.9267}",
  reference: "refined, proof here",
  refined: true,
  proof: [
    "D = BᵀB − AAᵀ moves by exactly η²(∇_BJᵀ∇_BJ − ∇_AJ∇_AJᵀ) a step, so ‖D_T − D_0‖_* ≤ Σ η²s² ≤ κΔ0.",
    "‖V‖² ≤ ‖D‖_* + 2‖BA‖_* (Powers–Størmer), and ‖BA‖_* ≤ ρ on the sublevel set that descent never leaves.",
  ],
  chart: "gradient",
};
