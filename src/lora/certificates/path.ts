/** ★ ‖V_T‖ ≤ ‖V_0‖ + √(κΔ0 S_T): the adapter's norm grows at most like the root of the distance descended. Nearly attained. */
import { theoremThree } from "./assumptions";
import { KAPPA_REFINED } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const path: RunCertificate = {
  id: "path",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare(o, { vSq, S }, { V0Sq, gap0, relative }) {
    const v = o.sqrt(vSq);
    return {
      left: v,
      right: o.plus(o.sqrt(V0Sq), o.sqrt(o.times(o.times(KAPPA_REFINED, gap0), S))),
      tolerance: o.times(relative, v),
      measured: v,
    };
  },
};

export const pathStatement: Statement = {
  id: "path",
  label: "Path bound on ‖V‖",
  statement: "\\|V_T\\| \\le \\|V_0\\| + \\sqrt{\\kappa\\,\\Delta_0 \\textstyle\\sum_{t<T}\\eta_t}",
  reference: "refined, proof here",
  refined: true,
  proof: [
    "‖V_T − V_0‖ ≤ Σ η_t s_t ≤ √(Σ η_t) √(Σ η_t s_t²) by Cauchy–Schwarz, and Σ η_t s_t² ≤ κΔ0 by the descent ratio.",
  ],
  chart: "norm",
};
