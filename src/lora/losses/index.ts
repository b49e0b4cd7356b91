/** The losses, in the order of the controls. Their formulas are loaded by `formulas.ts`. */
import type { LossEntry } from "../types";

export const losses = [
  {
    id: "quadratic",
    label: "Quadratic",
    summary: "Squared distance to a target matrix; the smallest loss that rank r can reach is known in closed form.",
    formula: "ℓ(W) = (L/2)‖W − W*‖²",
    parameters: ["pseed", "tscale", "trank", "target"],
  },
  {
    id: "regression",
    label: "Linear regression",
    summary: "Least squares on random samples whose features differ in scale: cond sets how much.",
    formula: "ℓ(W) = c/(2N) ‖XWᵀ − Y‖²",
    parameters: ["pseed", "N", "cond", "noise"],
  },
  {
    id: "logistic",
    label: "Logistic regression",
    summary: "Two classes that a teacher separates; without ridge the norm grows for ever, yet descent is fast.",
    formula: "ℓ(W) = (c/N) Σ log(1 + exp(−yᵢ⟨Xᵢ, W⟩)) + (λ/2)‖W‖²",
    parameters: ["pseed", "N", "lam"],
  },
  {
    id: "power-tail",
    label: "Power tail",
    summary:
      "A valley that falls for ever, ever more gently: the adapter's norm grows without bound and descent is slow.",
    formula: "ℓ(W) = (c/p) Σ (1 + wᵢⱼ²)^(−p/2)",
    parameters: ["p"],
  },
  {
    id: "log-tail",
    label: "Logarithmic tail",
    summary: "A slope so gentle that the loss falls only like 1/log T.",
    formula: "ℓ(W) = c (e/2) Σ 1/log(e + wᵢⱼ²)",
    parameters: [],
  },
  {
    id: "digits",
    label: "Handwritten digits",
    summary: "A classifier trained on digits 0–4 is fine-tuned to recognize 5–9, on real images (MNIST, 8×8 pixels).",
    formula: "ℓ(W) = (c/N) Σ [log Σₖ exp (Wxᵢ)ₖ − (Wxᵢ)_{yᵢ}]",
    parameters: [],
    shape: { m: 10, n: 65 },
    asset: "digits",
  },
] as const satisfies readonly LossEntry[];

export type LossId = (typeof losses)[number]["id"];
