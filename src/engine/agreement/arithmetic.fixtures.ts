/**
 * What engines promise of their arithmetic: how far a computed number may lie from the exact one, operation by operation.
 * float32 is what WGSL promises (W3C, WebGPU Shading Language, "Floating point accuracy"), for the expressions that
 * elementFunctions.ts spells out; float64 is IEEE 754 with results of Math that are good to a few units.
 * GLSL promises less in words; its implementations are held to the same bounds here.
 */
import type { ElementFunction } from "../elementFunctions";

/** Distance of a computed f(x, …) = y from the exact one: relative to |y|, and absolute. */
export interface Rounding {
  readonly relative: number;
  readonly absolute: number;
}

export interface Arithmetic {
  /** unit roundoff: half the distance from 1 to the next number */
  readonly u: number;
  /** numbers below may be flushed to 0, and 0 taken for them */
  readonly smallest: number;
  /** numbers above overflow */
  readonly largest: number;
  /** a number of the host as the engine holds it */
  held(x: number): number;
  /** of f at operands of at most these sizes */
  rounding(fn: ElementFunction, sizes: readonly number[]): Rounding;
}

const U32 = 2 ** -24;
const U64 = 2 ** -53;
/** WGSL's log and log2 near 1: absolute */
const NEAR_ONE = 2 ** -21;
/** A quotient's divisor beyond this may be flushed. */
const LARGEST_DIVISOR = 2 ** 126;

const relative = (ulps: number): Rounding => ({ relative: 2 * U32 * ulps, absolute: 0 });

/** In units in the last place; exp(x) is good to 3 + 2|x| of them. */
function float32Rounding(fn: ElementFunction, [x = 0, y = 0]: readonly number[]): Rounding {
  switch (fn) {
    case "min":
    case "max":
    case "abs":
    case "atLeast":
    case "atMost":
    case "select":
      return { relative: 0, absolute: 0 };
    case "add":
    case "subtract":
    case "multiply":
    case "square":
      return relative(0.5);
    // of the sum; the product is rounded before
    case "addScaled":
      return relative(0.5);
    case "divide":
      return { relative: y > LARGEST_DIVISOR ? 1 : 5 * U32, absolute: 0 };
    case "reciprocal":
      return { relative: x > LARGEST_DIVISOR ? 1 : 5 * U32, absolute: 0 };
    // 1/inverseSqrt: 2 of the root and 2.5 of the quotient
    case "sqrt":
      return relative(4.5);
    case "exp":
      return relative(3 + 2 * x);
    case "log":
      return { relative: 6 * U32, absolute: NEAR_ONE };
    case "log1p":
      return relative(12);
    case "tanh":
      return relative(12);
    case "sigmoid":
    case "softplus":
      return relative(8 + 2 * x);
    case "logCosh":
      return relative(16);
    // the argument's own rounding where π is taken off, and the series
    case "sin":
      return { relative: 8 * U32, absolute: x > 1 ? 2 * U32 * x : 0 };
    // exp2(y log2 x)
    case "power": {
      const exponent = y * Math.max(1, Math.abs(Math.log2(Math.max(x, 1))));
      return { relative: 2 * U32 * (3 + 2 * exponent) + y * NEAR_ONE + 6 * U32 * exponent, absolute: 0 };
    }
    default:
      return fn satisfies never;
  }
}

export const float32: Arithmetic = {
  u: U32,
  smallest: 2 ** -126,
  largest: (2 - 2 ** -23) * 2 ** 127,
  held: Math.fround,
  rounding: float32Rounding,
};

const exactFunctions: ReadonlySet<ElementFunction> = new Set(["min", "max", "abs", "atLeast", "atMost", "select"]);

/** Generated WebAssembly calls Math for what it has no instruction for. */
export const float64: Arithmetic = {
  u: U64,
  smallest: 2 ** -1022,
  largest: Number.MAX_VALUE,
  held: (x) => x,
  rounding: (fn) => ({ relative: exactFunctions.has(fn) ? 0 : 16 * U64, absolute: 0 }),
};
