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
] as const satisfies readonly Member[];

export type StepRuleId = (typeof stepRules)[number]["id"];
