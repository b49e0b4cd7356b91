/**
 * Full-rank gradient descent: θ = (W), W⁺ = W − η G, from the weights W0 + B_0A_0 that the initialization gives, so that it starts
 * where a LoRA lane starts. ‖V‖² = 0 in every formula, ‖∇J‖ = ‖G‖.
 */
import type { MethodFormulas } from "../types";
import { merged } from "./factors";

export const full: MethodFormulas = {
  start: ({ W0, B, A }) => [merged(W0, B, A)],
  weights: (_, __, [W]) => W!,
  gradient: (_, __, G) => [G],
  direction: (_, __, gradient) => gradient,
};
