/**
 * Full-rank gradient descent: θ = (W), W⁺ = W − η G, from the weights W0 + B_0A_0 that the initialization gives, so that it starts
 * where a LoRA lane starts. ‖V‖² = 0 in every formula, ‖∇J‖ = ‖G‖.
 */
import { copyOf, type Matrix } from "../../math/matrix";
import type { Method } from "../types";

export const full: Method = {
  id: "full",
  label: "Full-rank descent",
  summary: "Trains every entry of W: what LoRA is measured against.",
  formula: "W⁺ = W − η G",
  parameters: [],
  factored: false,
  autoRule: { id: "constant", etaTimesL: 1 },
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
