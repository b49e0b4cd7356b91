/**
 * The scalar functions that elementwise operations apply, each with its float64 meaning and one expression that is valid WGSL
 * and GLSL. Shader forms keep float32 accuracy where the textbook form loses it: log1p, tanh and log cosh near 0, softplus for
 * x ≪ 0, sin everywhere (a shader's `log` may be off by 2⁻²¹ near 1 and its `sin` by 2⁻¹¹, and compilers may rewrite
 * (1 + x) − 1, so that series stand there).
 * Leaves out: values for NaN; a shader's min and max may drop one.
 */
import type { MapName } from "../lora/ops";

export type ElementFunction =
  | MapName
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "min"
  | "max"
  | "power"
  | "atLeast"
  | "atMost"
  | "addScaled"
  | "select";

interface Definition {
  readonly parameters: readonly string[];
  readonly float64: (...x: number[]) => number;
  /** over the parameters, `pick(condition, yes, no)` and the helpers below */
  readonly shader: string;
}

/** Σ cₖ xᵏ as nested multiplications. */
function horner(x: string, coefficients: readonly number[]): string {
  const literal = (c: number) => (Number.isInteger(c) ? c.toFixed(1) : c.toString());
  return coefficients.map(literal).reduceRight((inner, c) => `(${c} + ${x} * ${inner})`);
}

/** 2 atanh(s)/s in s²; with s = x/(2 + x) this gives log(1 + x)/s. Truncated below float32 resolution for |s| ≤ 1/3. */
const logSeries = horner(
  "square",
  [0, 1, 2, 3, 4, 5, 6].map((k) => 2 / (2 * k + 1)),
);
/** tanh(x)/x in x². Truncated below float32 resolution for |x| ≤ 0.4. */
const tanhSeries = horner("square", [1, -1 / 3, 2 / 15, -17 / 315, 62 / 2835, -1382 / 155925]);

/** (cosh(x) − 1)/x² in x². Truncated below float32 resolution for |x| ≤ 1. */
const coshSeries = horner("square", [1 / 2, 1 / 24, 1 / 720, 1 / 40320, 1 / 3628800]);
/** sin(x)/x in x². Truncated below float32 resolution for |x| ≤ π/2. */
const sinSeries = horner("square", [1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362880, -1 / 39916800]);

const helpers: Readonly<Record<string, { readonly parameters: readonly string[]; readonly shader: string }>> = {
  logRatio: { parameters: ["square"], shader: logSeries },
  tanhRatio: { parameters: ["square"], shader: tanhSeries },
  sinRatio: { parameters: ["square"], shader: sinSeries },
  nearLog1p: { parameters: ["s"], shader: "s * logRatio(s * s)" },
  farTanh: { parameters: ["decay"], shader: "(1.0 - decay) / (1.0 + decay)" },
  coshMinus1: { parameters: ["square"], shader: `square * ${coshSeries}` },
  /** the nearest k to x/π; sin(x) = (−1)^k sin(x − kπ), π taken off in two parts that are exact in float32 */
  halfTurns: { parameters: ["x"], shader: "floor(x * 0.3183098861837907 + 0.5)" },
  nearSin: { parameters: ["x"], shader: `x * sinRatio(x * x)` },
  /** where float32 no longer tells x from x + π nothing is left of the argument: the sine stays one */
  turned: {
    parameters: ["x", "k"],
    shader: "nearSin(clamp((x - k * 3.140625) - k * 0.000967653589793, -1.5707963, 1.5707963))",
  },
  parity: { parameters: ["k"], shader: "1.0 - 2.0 * (k - 2.0 * floor(0.5 * k))" },
};

const log1p = "pick(x > -0.5 && x < 1.0, nearLog1p(x / (2.0 + x)), log(1.0 + x))";
const softplusTail = "exp(-abs(x))";
const nearLogCosh = "nearLog1p(coshMinus1(x * x) / (2.0 + coshMinus1(x * x)))";
const coshTail = "exp(-2.0 * abs(x))";
const farLogCosh = `abs(x) + nearLog1p(${coshTail} / (2.0 + ${coshTail})) - 0.6931471805599453`;

export const elementFunctions: Readonly<Record<ElementFunction, Definition>> = {
  exp: { parameters: ["x"], float64: Math.exp, shader: "exp(x)" },
  log: { parameters: ["x"], float64: Math.log, shader: "log(x)" },
  log1p: { parameters: ["x"], float64: Math.log1p, shader: log1p },
  tanh: {
    parameters: ["x"],
    float64: Math.tanh,
    shader: "pick(abs(x) < 0.4, x * tanhRatio(x * x), sign(x) * farTanh(exp(-2.0 * abs(x))))",
  },
  abs: { parameters: ["x"], float64: Math.abs, shader: "abs(x)" },
  sqrt: { parameters: ["x"], float64: Math.sqrt, shader: "sqrt(x)" },
  square: { parameters: ["x"], float64: (x = 0) => x * x, shader: "x * x" },
  reciprocal: { parameters: ["x"], float64: (x = 0) => 1 / x, shader: "1.0 / x" },
  sigmoid: {
    parameters: ["x"],
    float64: (x = 0) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
    shader: "pick(x >= 0.0, 1.0, exp(-abs(x))) / (1.0 + exp(-abs(x)))",
  },
  softplus: {
    parameters: ["x"],
    float64: (x = 0) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    shader: `max(x, 0.0) + nearLog1p(${softplusTail} / (2.0 + ${softplusTail}))`,
  },
  logCosh: {
    parameters: ["x"],
    float64: (x = 0) => {
      const a = Math.abs(x);
      return a >= 1 ? a + Math.log1p(Math.exp(-2 * a)) - Math.LN2 : Math.log1p(2 * Math.sinh(a / 2) ** 2);
    },
    shader: `pick(abs(x) < 1.0, ${nearLogCosh}, ${farLogCosh})`,
  },
  sin: { parameters: ["x"], float64: Math.sin, shader: "parity(halfTurns(x)) * turned(x, halfTurns(x))" },
  add: { parameters: ["x", "y"], float64: (x = 0, y = 0) => x + y, shader: "x + y" },
  subtract: { parameters: ["x", "y"], float64: (x = 0, y = 0) => x - y, shader: "x - y" },
  multiply: { parameters: ["x", "y"], float64: (x = 0, y = 0) => x * y, shader: "x * y" },
  divide: { parameters: ["x", "y"], float64: (x = 0, y = 0) => x / y, shader: "x / y" },
  min: { parameters: ["x", "y"], float64: Math.min, shader: "min(x, y)" },
  max: { parameters: ["x", "y"], float64: Math.max, shader: "max(x, y)" },
  power: { parameters: ["x", "y"], float64: Math.pow, shader: "pow(x, y)" },
  atLeast: { parameters: ["x", "y"], float64: (x = 0, y = 0) => Number(x >= y), shader: "pick(x >= y, 1.0, 0.0)" },
  atMost: { parameters: ["x", "y"], float64: (x = 0, y = 0) => Number(x <= y), shader: "pick(x <= y, 1.0, 0.0)" },
  addScaled: { parameters: ["x", "s", "y"], float64: (x = 0, s = 0, y = 0) => x + s * y, shader: "x + s * y" },
  select: {
    parameters: ["c", "x", "y"],
    float64: (c = 0, x = 0, y = 0) => (c !== 0 ? x : y),
    shader: "pick(c != 0.0, x, y)",
  },
};

/** Name of the shader function that `shaderCode` defines for `fn`. */
export const shaderName = (fn: ElementFunction): string => `element_${fn}`;

/** Source of `element_<fn>` and of what it calls, in WGSL or GLSL ES. */
export function shaderCode(fn: ElementFunction, language: "wgsl" | "glsl"): string {
  const define = (name: string, parameters: readonly string[], body: string) =>
    language === "wgsl"
      ? `fn ${name}(${parameters.map((p) => `${p} : f32`).join(", ")}) -> f32 { return ${body}; }`
      : `float ${name}(${parameters.map((p) => `float ${p}`).join(", ")}) { return ${body}; }`;
  const pick =
    language === "wgsl"
      ? "fn pick(condition : bool, yes : f32, no : f32) -> f32 { return select(no, yes, condition); }"
      : "float pick(bool condition, float yes, float no) { return condition ? yes : no; }";
  const { parameters, shader } = elementFunctions[fn];
  return [
    pick,
    ...Object.entries(helpers).map(([name, helper]) => define(name, helper.parameters, helper.shader)),
    define(shaderName(fn), parameters, shader),
  ].join("\n");
}
