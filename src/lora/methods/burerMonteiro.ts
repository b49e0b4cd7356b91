/**
 * Gradient descent on J(V) = ℓ(W0 + E₁VVᵀE₂), the paper's Section 4 for extractors E₁ (m×p) and E₂ (p×n), p = max(m, n): they cut
 * VVᵀ to the shape of W. For m = n that is Burer and Monteiro's W0 + VVᵀ. V starts as B. ∇J = (E₁ᵀGE₂ᵀ + E₂GᵀE₁)V.
 */
import { type Matrix, matrix, resized } from "../../math/matrix";
import type { MethodFormulas } from "../types";

export const burerMonteiro: MethodFormulas = {
  caveat:
    "Lemma 1 does not hold for both factors in one matrix; rule (8) still lowers the loss (docs: at least 0.696 η‖∇J‖²).",
  matrices: ({ m, n }) => ({ E1: cut(m, Math.max(m, n)), E2: cut(Math.max(m, n), n) }),
  start: ({ W0, B }) => [resized(B, Math.max(W0.rows, W0.columns), B.columns)],
  weights: (o, W0, [V], { E1, E2 }) => o.add(W0, o.matmulNT(o.matmul(E1!, V!), o.matmulTN(E2!, V!))),
  gradient: (o, [V], G, { E1, E2 }) => {
    const left = o.matmulTN(E1!, o.matmul(G, o.matmulTN(E2!, V!)));
    const right = o.matmul(E2!, o.matmulTN(G, o.matmul(E1!, V!)));
    return [o.add(left, right)];
  },
  direction: (_, __, gradient) => gradient,
};

/** The identity, cut to a shape. */
function cut(rows: number, columns: number): Matrix {
  const E = matrix(rows, columns);
  for (let k = 0; k < Math.min(rows, columns); k++) E.data[k * columns + k] = 1;
  return E;
}
