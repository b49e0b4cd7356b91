/** The step rules, in the order of the controls. Their formulas are loaded by `formulas.ts`. */
import type { Member } from "../types";

export const stepRules = [
  {
    id: "paper",
    label: "Adaptive step, rule (8)",
    summary:
      "The paper's step: shrinks as the adapter or the gradient grows, and lowers the loss at every step if L ≥ 1.",
    formula: "η = min{1/(5√2 L(‖V‖² + ‖G‖)), 1}",
    parameters: ["Lhat"],
  },
  {
    id: "paper-v3",
    label: "Adaptive step, revised paper",
    summary: "The revised paper's constants: a quarter longer than rule (8).",
    formula: "η = min{1/(4√2 L(‖V‖² + ‖G‖)), 1}",
    parameters: ["Lhat"],
  },
  {
    id: "star",
    label: "Adaptive step, refined ★",
    summary: "Seven times longer than rule (8) or more, in consistent units; still lowers the loss at every step.",
    formula: "η = 1/(L‖V‖² + ‖G‖)",
    parameters: ["Lhat"],
  },
  {
    id: "sharp",
    label: "Largest safe step ★",
    summary: "The largest step for which our exact remainder bound still promises descent.",
    formula: "largest η with −ηp + q₂(ηd)² + q₃(ηd)³ + q₄(ηd)⁴ ≤ 0",
    parameters: ["Lhat"],
  },
  {
    id: "sharp-min",
    label: "Best safe step ★",
    summary: "The step that makes our exact remainder bound smallest: long, and it always lowers the loss.",
    formula: "argmin over η of −ηp + q₂(ηd)² + q₃(ηd)³ + q₄(ηd)⁴",
    parameters: ["Lhat"],
  },
  {
    id: "corrected",
    label: "Largest step, Lemma 1 repaired",
    summary: "The largest step for which Lemma 1, as its proof really goes, promises descent.",
    formula: "as sharp, q = (√2L‖V‖² + ‖G‖, √2L‖V‖, √2L/4)",
    parameters: ["Lhat"],
  },
  {
    id: "printed",
    label: "Largest step, Lemma 1 as printed",
    summary: "The largest step for which the paper's Lemma 1 as printed promises descent.",
    formula: "as corrected, q₃ = L(2√2/3 ‖V‖ + √2/3)",
    parameters: ["Lhat"],
  },
  {
    id: "constant",
    label: "Constant step",
    summary: "The same step throughout; LoRA descent is not Lipschitz smooth, so no constant is safe everywhere.",
    formula: "η_t = η",
    parameters: ["eta"],
  },
  {
    id: "armijo",
    label: "Backtracking (Armijo ½)",
    summary: "Tries a long step and halves it until the loss falls by half of what the slope promises.",
    formula: "J(V − ηD) ≤ J(V) − ½ η ⟨∇J, D⟩",
    parameters: [],
  },
  {
    id: "norm-g",
    label: "Practical step γ/(‖V‖² + ‖G‖)",
    summary: "The revised paper's rule of thumb by the sizes of adapter and gradient; no L, no guarantee.",
    formula: "η = γ/(‖V‖² + ‖G‖)",
    parameters: ["gain"],
  },
  {
    id: "norm-loss",
    label: "Practical step γ/(‖V‖² + √loss)",
    summary: "The same by the loss instead of the gradient: nothing but the forward pass is needed.",
    formula: "η = γ/(‖V‖² + √(J − L*))",
    parameters: ["gain"],
  },
  {
    id: "norm-grad",
    label: "Practical step γ/√‖∇J‖",
    summary: "The same by the gradient that descent has anyway.",
    formula: "η = γ/‖∇J‖^½",
    parameters: ["gain"],
  },
] as const satisfies readonly Member[];

export type StepRuleId = (typeof stepRules)[number]["id"];
