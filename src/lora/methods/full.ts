/**
 * Full-rank gradient descent: θ = (W), W⁺ = W − η G, from the weights W0 + B_0A_0 that the initialization gives, so that it starts
 * where a LoRA lane starts. ‖V‖² = 0 in every formula, ‖∇J‖ = ‖G‖.
 */
import { copyOf, type Matrix } from "../../math/matrix";
import type { MethodFormulas } from "../types";

export const full: MethodFormulas = {
  trained: ({ W0, B, A }) => [merged(W0, B, A)],
  weights: (_, __, [W]) => W!,
  gradient: (_, __, G) => [G],
  direction: (_, __, gradient) => gradient,
};

function merged(W0: Matrix, B: Matrix, A: Matrix): Matrix {
  const W = copyOf(W0);
  for (let i = 0; i < B.rows; i++) {
    for (let k = 0; k < B.columns; k++) {
      const b = B.data[i * B.columns + k]!;
      for (let j = 0; j < A.columns; j++) W.data[i * A.columns + j]! += b * A.data[k * A.columns + j]!;
    }
  }
  return W;
}
