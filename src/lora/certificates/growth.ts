/** Growth of the adapter: ‖V_T‖² ≤ ‖V_0‖² + T/(5√2 L) + 10Δ0, from the proof of Theorem 3. */
import { theoremThree } from "./assumptions";
import { FIVE_ROOT_TWO } from "./constants";
import type { RunCertificate, Statement } from "./types";

export const growth: RunCertificate = {
  id: "growth",
  kind: "run",
  drawn: true,
  applies: theoremThree,
  compare: (o, { T, vSq }, { L, V0Sq, gap0, relative }) => ({
    left: vSq,
    right: o.plus(o.plus(V0Sq, o.times(T, o.over(1, o.times(FIVE_ROOT_TWO, L)))), o.times(10, gap0)),
    tolerance: o.times(relative, vSq),
    measured: vSq,
  }),
};

export const growthStatement: Statement = {
  id: "growth",
  label: "Growth of ‖V‖², at most linear",
  statement: "\\|V_T\\|^2 \\le \\|V_0\\|^2 + \\frac{T}{5\\sqrt2 L} + 10(\\mathcal{J}(V_0) - \\mathcal{L}^*)",
  reference: "paper, proof of Theorem 3",
  refined: false,
  proof: [
    "‖V⁺‖² ≤ ‖V‖² + 2η|⟨V, ∇J⟩| + η²s² ≤ ‖V‖² + η‖V‖² + 2ηs², since 2|⟨V, ∇J⟩| ≤ ‖V‖² + s² and η ≤ 1.",
    "Rule (8) bounds η‖V‖² by 1/(5√2 L); Lemma 2 bounds Σ ηs² by 5Δ0.",
  ],
  chart: "norm",
};
