/** How the formulas of each loss are loaded: those of the opening run are there, the others are fetched on demand. */
import type { LossFormulas } from "../types";
import type { LossId } from "./index";
import { quadratic } from "./quadratic";

export const lossFormulas: { readonly [id in LossId]: () => Promise<LossFormulas> } = {
  quadratic: async () => quadratic,
  regression: async () => (await import("./regression")).regression,
  logistic: async () => (await import("./logistic")).logistic,
  "power-tail": async () => (await import("./powerTail")).powerTail,
  "log-tail": async () => (await import("./logTail")).logTail,
  digits: async () => (await import("./digits")).digits,
};
