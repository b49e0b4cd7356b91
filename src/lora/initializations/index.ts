/** The initializations, in the order of the controls. Their formulas are loaded by `formulas.ts`. */
import type { Member } from "../types";

export const initializations = [
  {
    id: "lora",
    label: "LoRA: B = 0, A Gaussian",
    summary: "The usual start: BA = 0, so the weights are unchanged, yet V is not 0.",
    formula: "B = 0, Aᵢⱼ ~ s N(0, 1)/√n",
    parameters: ["scale", "seed"],
  },
  {
    id: "lora-reverse",
    label: "Reversed: A = 0, B Gaussian",
    summary: "The mirror image of the usual start: B is drawn and A is 0.",
    formula: "A = 0, Bᵢⱼ ~ s N(0, 1)/√r",
    parameters: ["scale", "seed"],
  },
  {
    id: "gauss",
    label: "Gaussian, B and A",
    summary: "Both factors random with standard deviation s: with small s, a start near the stationary point V = 0.",
    formula: "Bᵢⱼ, Aᵢⱼ ~ s N(0, 1)",
    parameters: ["scale", "seed"],
  },
  {
    id: "zero",
    label: "Zero: V = 0",
    summary: "Exactly at the origin, where the gradient is 0 for every loss: nothing moves, ever.",
    formula: "B = 0, A = 0",
    parameters: [],
  },
  {
    id: "stable",
    label: "On the stable manifold of V = 0",
    summary:
      "A start from which descent flows into the origin, although the minimum is elsewhere; round-off may eject it.",
    formula: "B = U Zᵀ, A = Z Vᵀ, ∇ℓ(W0) = U Σ Vᵀ, Z ~ s N(0, 1)",
    parameters: ["scale", "seed"],
  },
  {
    id: "user",
    label: "Your own B and A",
    summary: "The factors written in the fields B and A.",
    formula: "B, A as given",
    parameters: ["B", "A"],
  },
] as const satisfies readonly Member[];

export type InitializationId = (typeof initializations)[number]["id"];
