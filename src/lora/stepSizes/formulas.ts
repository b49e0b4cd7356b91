/** How the formulas of each step rule are loaded: those of the opening run are there, the others are fetched on demand. */
import type { StepRuleFormulas } from "../types";
import { paper, paperV3, star } from "./adaptive";
import { constant } from "./constant";
import type { StepRuleId } from "./index";

export const stepRuleFormulas: { readonly [id in StepRuleId]: () => Promise<StepRuleFormulas> } = {
  paper: async () => paper,
  "paper-v3": async () => paperV3,
  star: async () => star,
  constant: async () => constant,
  sharp: async () => (await import("./polynomial")).sharp,
  "sharp-min": async () => (await import("./polynomial")).sharpMin,
  corrected: async () => (await import("./polynomial")).corrected,
  printed: async () => (await import("./polynomial")).printed,
  armijo: async () => (await import("./armijo")).armijo,
  "norm-g": async () => (await import("./practical")).normG,
  "norm-loss": async () => (await import("./practical")).normLoss,
  "norm-grad": async () => (await import("./practical")).normGrad,
};
