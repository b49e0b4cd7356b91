/** How the formulas of each initialization are loaded: those of the opening run are there, the others are fetched on demand. */
import type { InitializationFormulas } from "../types";
import { user, zero } from "./fixed";
import type { InitializationId } from "./index";
import { gauss, kaiming, loraInit, loraReverse } from "./standard";

export const initializationFormulas: { readonly [id in InitializationId]: () => Promise<InitializationFormulas> } = {
  lora: async () => loraInit,
  "lora-reverse": async () => loraReverse,
  kaiming: async () => kaiming,
  gauss: async () => gauss,
  zero: async () => zero,
  stable: async () => (await import("./stable")).stable,
  unstable: async () => (await import("./stable")).unstable,
  spectral: async () => (await import("./singular")).spectral,
  pissa: async () => (await import("./singular")).pissa,
  olora: async () => (await import("./orthonormal")).olora,
  "lora-ga": async () => (await import("./singular")).loraGa,
  orthogonal: async () => (await import("./orthonormal")).orthogonal,
  user: async () => user,
};
