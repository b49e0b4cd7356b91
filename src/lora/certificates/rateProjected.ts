/** Rate of descent along projected gradients with a constant step η ≤ 1/L: min ‖GH‖² ≤ 2Δ0/(ηT). Full-rank descent is H = I. */
import { all, constantStep, projectedStep, validConstant } from "./assumptions";
import type { RunCertificate, Statement } from "./types";

export const rateProjected: RunCertificate = {
  id: "rate-projected",
  kind: "run",
  drawn: true,
  about: "projection",
  applies: all(projectedStep, validConstant, constantStep),
  compare: (o, { S, minSSq }, { gap0, relative, tolJ0 }) => ({
    left: minSSq,
    right: o.over(o.times(2, gap0), S),
    tolerance: o.plus(o.times(relative, minSSq), o.over(tolJ0, S)),
    measured: minSSq,
  }),
};

export const rateProjectedStatement: Statement = {
  id: "rate-projected",
  label: "Rate 1/T along GH",
  statement: "\\min_{t<T}\\|G_tH_t\\|^2 \\le \\frac{2\\Delta_0}{\\eta T},\\quad \\eta \\le \\tfrac1L",
  reference: "RAC-LoRA, its rate; for H = I the classical one",
  refined: false,
  proof: ["With Lη ≤ 1 each step lowers the loss by at least (η/2)‖GH‖². Sum over t < T."],
  chart: "gradient",
};
