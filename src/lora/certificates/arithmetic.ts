/** The arithmetic that the formulas of certificates are written over, and its meaning on plain numbers. */
import type { Ops } from "../ops";

/** On numbers, or on whole columns of a run at once. */
export interface Arithmetic<X> extends Pick<Ops<X, X>, "plus" | "minus" | "times" | "over" | "min" | "max" | "sqrt"> {
  map(name: "abs", x: X): X;
}

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
