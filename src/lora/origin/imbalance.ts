/**
 * The imbalance D = BᵀB − AAᵀ (r×r). Gradient flow conserves it; plain descent moves it by exactly η²(∇_BJᵀ∇_BJ − ∇_AJ∇_AJᵀ) a step,
 * so ‖D_t − D_0‖ ≤ Σ_{τ<t} η_τ²‖∇J(V_τ)‖² (theory §a5.8), for methods that move both factors by −η∇J from their old values.
 */
import { type Matrix, matrix } from "../../math/matrix";

export function imbalanceOf(B: Matrix, A: Matrix): Matrix {
  const { columns: r } = B;
  const { columns: n } = A;
  const D = matrix(r, r);
  for (let p = 0; p < r; p++) {
    for (let q = 0; q < r; q++) {
      let sum = 0;
      for (let i = 0; i < B.rows; i++) sum += B.data[i * r + p]! * B.data[i * r + q]!;
      for (let j = 0; j < n; j++) sum -= A.data[p * n + j]! * A.data[q * n + j]!;
      D.data[p * r + q] = sum;
    }
  }
  return D;
}
