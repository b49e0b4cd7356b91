/** Σ η_t diverges: it is at least the harmonic sum Σ 1/max{1, t + K}, which grows like log T. */
import { theoremThree } from "./assumptions";
import type { RunCertificate, Statement } from "./types";

export const stepSum: RunCertificate = {
  id: "step-sum",
  kind: "run",
  applies: theoremThree,
  compare: (o, { S, harmonic }, { relative }) => ({
    left: harmonic,
    right: S,
    tolerance: o.times(relative, harmonic),
    measured: S,
  }),
};

export const stepSumStatement: Statement = {
  id: "step-sum",
  label: "Σ η above its harmonic sum",
  statement:
    "\\sum_{t<T}\\eta_t \\ge \\sum_{t<T}\\frac{1}{\\max\\{1, t+K\\}},\\quad K = 5\\sqrt2 L\\left(\\|V_0\\|^2 + 10\\Delta_0 + \\sqrt{2L\\Delta_0}\\right)",
  reference: "paper, proof of Theorem 3",
  refined: false,
  proof: [
    "The growth bound turns D_t into at most t + K, and η_t ≥ 1/max{1, D_t}; Lemma 6 carries the divergence over the cap at 1.",
  ],
  chart: "step",
};
