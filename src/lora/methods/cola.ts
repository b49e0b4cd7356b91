/**
 * Chain of LoRA: after every `period` steps BA is merged into W0 and a fresh adapter begins. ReLoRA without its optimizer state
 * and warm-up is the same; both names are kept. Merging leaves W, hence the loss, as it is.
 */
import type { MethodFormulas } from "../types";
import { carriedFactors, merge } from "./factors";
import { chainOf, freshAdapter } from "./links";

export const cola: MethodFormulas = {
  ...carriedFactors,
  direction: (_, __, gradient) => gradient,
  link: (o, theta, [fresh]) => [0, fresh!, merge(o, theta)],
  chain: (lane) => chainOf(lane, freshAdapter),
};
