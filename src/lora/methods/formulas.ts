/** How the formulas of each method are loaded: those of the opening run are there, the others are fetched on demand. */
import type { MethodFormulas } from "../types";
import { full } from "./full";
import type { MethodId } from "./index";
import { lora } from "./lora";

export const methodFormulas: { readonly [id in MethodId]: () => Promise<MethodFormulas> } = {
  lora: async () => lora,
  full: async () => full,
  "asym-a": async () => (await import("./frozen")).asymA,
  "asym-b": async () => (await import("./frozen")).asymB,
  alternating: async () => (await import("./frozen")).alternating,
  "lora-plus": async () => (await import("./loraPlus")).loraPlus,
  cola: async () => (await import("./cola")).cola,
  relora: async () => (await import("./cola")).cola,
  rac: async () => (await import("./racLora")).rac,
  "rac-left": async () => (await import("./racLora")).racLeft,
  bernoulli: async () => (await import("./racLora")).bernoulli,
  galore: async () => (await import("./galore")).galore,
  scaled: async () => (await import("./scaled")).scaled,
  sgd: async () => (await import("./sgd")).sgd,
  "fed-rac": async () => (await import("./fedRac")).fedRac,
  "burer-monteiro": async () => (await import("./burerMonteiro")).burerMonteiro,
};
