/** ★ The sharp form (S): exact remainder of the product BA, then Cauchy–Schwarz. Nearly attained on quadratics. */
import { lemma1 } from "./lemma1";
import type { Statement } from "./types";

export const lemma1Sharp = lemma1("lemma1-sharp", {
  q2: { norm: 1 / 2, gradient: 1 / 2 },
  q3: { norm: 1 / 2, alone: 0 },
  q4: 1 / 8,
});

export const lemma1SharpStatement: Statement = {
  id: "lemma1-sharp",
  label: "Lemma 1, sharp",
  statement:
    "\\mathcal{J}(V+d) \\le \\mathcal{J}(V) + \\langle \\nabla\\mathcal{J}, d\\rangle + \\tfrac12\\left(L\\|V\\|^2 + \\|G\\|\\right)\\|d\\|^2 + \\tfrac{L}{2}\\|V\\|\\|d\\|^3 + \\tfrac{L}{8}\\|d\\|^4",
  reference: "refined, proof here",
  refined: true,
  proof: [
    "With d = (dB, dA): W(V + d) − W(V) = (B dA + dB A) + dB dA, and ⟨∇J, d⟩ = ⟨G, B dA + dB A⟩.",
    "(5) for ℓ gives J(V + d) ≤ J + ⟨∇J, d⟩ + ⟨G, dB dA⟩ + (L/2)‖B dA + dB A + dB dA‖².",
    "‖dB dA‖ ≤ ‖dB‖‖dA‖ ≤ ‖d‖²/2 and ‖B dA + dB A‖ ≤ ‖V‖‖d‖ by Cauchy–Schwarz; expand the square.",
  ],
  chart: "loss",
};
