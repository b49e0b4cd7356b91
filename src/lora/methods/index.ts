/** The methods, in the order of the controls. Their formulas are loaded by `formulas.ts`. */
import type { MethodEntry } from "../types";

export const methods = [
  {
    id: "lora",
    label: "LoRA gradient descent",
    summary: "Trains both factors B and A of the update BA at once; the paper's method.",
    formula: "B⁺ = B − η G Aᵀ,  A⁺ = A − η Bᵀ G",
    parameters: [],
    factored: true,
    autoRule: { id: "paper" },
  },
  {
    id: "full",
    label: "Full-rank descent",
    summary: "Trains every entry of W: what LoRA is measured against.",
    formula: "W⁺ = W − η G",
    parameters: [],
    factored: false,
    autoRule: { id: "constant", etaTimesL: 1 },
  },
] as const satisfies readonly MethodEntry[];

export type MethodId = (typeof methods)[number]["id"];
