/** How the formulas of each initialization are loaded: those of the opening run are there, the others are fetched on demand. */
import type { InitializationFormulas } from "../types";
import { user, zero } from "./fixed";
import type { InitializationId } from "./index";
import { gauss, loraInit, loraReverse } from "./standard";

export const initializationFormulas: { readonly [id in InitializationId]: () => Promise<InitializationFormulas> } = {
  lora: async () => loraInit,
  "lora-reverse": async () => loraReverse,
  gauss: async () => gauss,
  zero: async () => zero,
  stable: async () => (await import("./stable")).stable,
  user: async () => user,
};
