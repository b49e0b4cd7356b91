/** How the formulas of each loss are loaded: those of the opening run are there, the others are fetched on demand. */
import type { LossFormulas } from "../types";
import type { LossId } from "./index";
import { quadratic } from "./quadratic";

export const lossFormulas: { readonly [id in LossId]: () => Promise<LossFormulas> } = {
  quadratic: async () => quadratic,
  anisotropic: async () => (await import("./anisotropic")).anisotropic,
  regression: async () => (await import("./regression")).regression,
  "general-quadratic": async () => (await import("./generalQuadratic")).generalQuadratic,
  completion: async () => (await import("./completion")).completion,
  sensing: async () => (await import("./sensing")).sensing,
  "geman-mcclure": async () => (await import("./gemanMcClure")).gemanMcClure,
  cosine: async () => (await import("./cosine")).cosine,
  sigmoid: async () => (await import("./sigmoid")).sigmoid,
  "log-cosh": async () => (await import("./logCosh")).logCosh,
  huber: async () => (await import("./huber")).huber,
  logistic: async () => (await import("./logistic")).logistic,
  softmax: async () => (await import("./softmax")).softmax,
  "power-tail": async () => (await import("./powerTail")).powerTail,
  "log-tail": async () => (await import("./logTail")).logTail,
  digits: async () => (await import("./digits")).digits,
};
