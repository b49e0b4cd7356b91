/** The arithmetic of certificates on plain numbers. */
import type { Arithmetic } from "./types";

export const numbers: Arithmetic<number> = {
  plus: (a, b) => a + b,
  minus: (a, b) => a - b,
  times: (a, b) => a * b,
  over: (a, b) => a / b,
  min: Math.min,
  max: Math.max,
  sqrt: Math.sqrt,
  map: (name, x) => Math[name](x),
};
