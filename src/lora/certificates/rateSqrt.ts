/** ★ The true rate of the paper's own algorithm: O(1/√T), with no boundedness assumed. The exponent cannot be improved. */

import type { Arithmetic } from "./arithmetic";
import { theoremThree } from "./assumptions";
import { FIVE_ROOT_TWO, KAPPA_REFINED } from "./constants";
import type { Constants, RunCertificate, Statement } from "./types";

/** max{1, (p + √(p² + 4qT))/2}/T with h(S) ≤ p + qS for 1/η: the bound on min s² is κΔ0 times this. */
export function sqrtRate<X>(o: Arithmetic<X>, T: X, kappa: number, { L, V0Sq, gap0, gBound }: Constants<X>): X {
  const p = o.times(o.times(FIVE_ROOT_TWO, L), o.plus(o.times(2, V0Sq), gBound));
  const q = o.times(2 * FIVE_ROOT_TWO * kappa, o.times(L, gap0));
  const root = o.sqrt(o.plus(o.times(p, p), o.times(4, o.times(q, T))));
  return o.over(o.max(1, o.times(0.5, o.plus(p, root))), T);
}

export const rateSqrt: RunCertificate = {
  id: "rate-sqrt",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare: (o, { T, minSSq }, constants) => ({
    left: minSSq,
    right: o.times(o.times(KAPPA_REFINED, constants.gap0), sqrtRate(o, T, KAPPA_REFINED, constants)),
    tolerance: o.times(constants.relative, minSSq),
    measured: minSSq,
  }),
};

export const rateSqrtStatement: Statement = {
  id: "rate-sqrt",
  label: "Rate 1/√T",
  statement:
    "\\min_{t<T}\\|\\nabla\\mathcal{J}(V_t)\\|^2 \\le \\frac{\\kappa\\Delta_0}{T}\\max\\left\\{1, \\tfrac{p + \\sqrt{p^2 + 4qT}}{2}\\right\\},\\quad p = 5\\sqrt2 L\\left(2\\|V_0\\|^2 + \\sqrt{2L\\Delta_0}\\right),\\ q = 10\\sqrt2\\,\\kappa L\\Delta_0",
  reference: "refined, proof here",
  refined: true,
  proof: [
    "‖V_t − V_0‖ ≤ Σ ηs ≤ √S_t √(Σ ηs²) ≤ √(κΔ0 S_t), so 1/η_t ≤ max{1, h(S_t)} with h(S) ≤ p + qS.",
    "h and S grow, hence S_T max{1, h(S_T)} ≥ T: solve the quadratic for S_T and insert it into (10) with κ = 1/0.9267.",
    "The power-tail loss attains exponents up to ½ as p → 0, so ½ is best possible.",
  ],
  chart: "gradient",
};
