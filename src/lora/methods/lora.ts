/** LoRA gradient descent, paper (3): θ = (B, A), W = W0 + BA, B⁺ = B − η G Aᵀ, A⁺ = A − η Bᵀ G, both from the old values. */
import type { MethodFormulas } from "../types";

export const lora: MethodFormulas = {
  start: ({ B, A }) => [B, A],
  weights: (o, W0, [B, A]) => o.add(W0, o.matmul(B!, A!)),
  gradient: (o, [B, A], G) => [o.matmulNT(G, A!), o.matmulTN(B!, G)],
  direction: (_, __, gradient) => gradient,
};
