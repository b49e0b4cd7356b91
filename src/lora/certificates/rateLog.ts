/** Theorem 3, (11), with its constants: min s² ≤ 5Δ0/ln(1 + T/K) for K ≥ 1. */
import { theoremThree } from "./assumptions";
import { KAPPA_PAPER } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const rateLog: RunCertificate = {
  id: "rate-log",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare: (o, { minSSq, logarithm }, { gap0, relative }) => ({
    left: minSSq,
    right: o.over(o.times(KAPPA_PAPER, gap0), logarithm),
    tolerance: o.times(relative, minSSq),
    measured: minSSq,
  }),
};

export const rateLogStatement: Statement = {
  id: "rate-log",
  label: "Theorem 3, rate 1/log T",
  statement:
    "\\min_{t<T}\\|\\nabla\\mathcal{J}(V_t)\\|^2 \\le \\frac{5\\Delta_0}{\\ln(1 + T/K)} = O\\left(\\tfrac{1}{\\log T}\\right)",
  reference: "paper, Theorem 3 (11)",
  refined: false,
  proof: [
    "Insert the harmonic lower bound of Σ η_t into (10), and bound the sum below by an integral.",
    "Where K < 1 the sum is at least 1 + ln((T + K)/(1 + K)). For T ≪ K the bound looks like 1/T.",
  ],
  chart: "gradient",
};
