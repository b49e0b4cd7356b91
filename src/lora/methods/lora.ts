/** LoRA gradient descent, paper (3): θ = (B, A), W = W0 + BA, B⁺ = B − η G Aᵀ, A⁺ = A − η Bᵀ G, both from the old values. */
import type { Method } from "../types";

export const lora: Method = {
  id: "lora",
  label: "LoRA gradient descent",
  summary: "Trains both factors B and A of the update BA at once; the paper's method.",
  formula: "B⁺ = B − η G Aᵀ,  A⁺ = A − η Bᵀ G",
  parameters: [],
  factored: true,
  autoRule: { id: "paper" },
  trained: ({ B, A }) => [B, A],
  weights: (o, W0, [B, A]) => o.add(W0, o.matmul(B!, A!)),
  gradient: (o, [B, A], G) => [o.matmulNT(G, A!), o.matmulTN(B!, G)],
  direction: (_, __, gradient) => gradient,
};
