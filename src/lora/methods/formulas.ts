/** How the formulas of each method are loaded: those of the opening run are there, the others are fetched on demand. */
import type { MethodFormulas } from "../types";
import { full } from "./full";
import type { MethodId } from "./index";
import { lora } from "./lora";

export const methodFormulas: { readonly [id in MethodId]: () => Promise<MethodFormulas> } = {
  lora: async () => lora,
  full: async () => full,
};
