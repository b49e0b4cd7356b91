/**
 * The elementwise functions as a stack machine computes them: words over the operands x, y, z. Every word becomes one
 * instruction on scalars or on pairs; `=e` takes the top of the stack as e. Math's functions are imported, so that results
 * are those of the interpreter. Comparisons give a mask that `select` (yes, no, mask) or `one` (1 or 0) consumes.
 */
import type { ElementFunction } from "../../elementFunctions";
import type { Code, Local, Opcode } from "./code";
import type { Signature } from "./encoder";

const words: Readonly<Record<ElementFunction, string>> = {
  exp: "x exp",
  log: "x log",
  log1p: "x log1p",
  tanh: "x tanh",
  abs: "x abs",
  sqrt: "x sqrt",
  square: "x x mul",
  reciprocal: "1 x div",
  sigmoid: "x abs neg exp =e 1 e x 0 ge select 1 e add div",
  softplus: "x 0 max x abs neg exp log1p add",
  logCosh:
    "x abs =a a a -2 mul exp log1p add 0.6931471805599453 sub a 0.5 mul sinh =h h h mul 2 mul log1p a 1 ge select",
  sin: "x sin",
  add: "x y add",
  subtract: "x y sub",
  multiply: "x y mul",
  divide: "x y div",
  min: "x y min",
  max: "x y max",
  power: "x y pow",
  atLeast: "x y ge one",
  atMost: "x y le one",
  addScaled: "x y z mul add",
  select: "y z x 0 ne select",
};

const unary: Signature = { parameters: ["f64"], results: ["f64"] };
const binary: Signature = { parameters: ["f64", "f64"], results: ["f64"] };
/** Functions of `Math` that a program may call, by function index. */
export const mathImports: readonly (readonly [
  name: "exp" | "log" | "log1p" | "tanh" | "sin" | "sinh" | "pow",
  signature: Signature,
])[] = [
  ["exp", unary],
  ["log", unary],
  ["log1p", unary],
  ["tanh", unary],
  ["sin", unary],
  ["sinh", unary],
  ["pow", binary],
];

/** Leaves fn(operands) on the stack: of scalars (f64 locals), or of pairs (v128 locals) entry by entry, only the first if `half`. */
export function applyElementFunction(
  code: Code,
  fn: ElementFunction,
  type: "f64" | "v128",
  operands: readonly Local[],
  half = false,
): void {
  const named = new Map(operands.map((local, i) => ["xyz".charAt(i), local]));
  const arithmetic = type === "f64" ? "f64" : "f64x2";
  for (const word of words[fn].split(" ")) {
    const imported = mathImports.findIndex(([name]) => name === word);
    const local = named.get(word);
    if (local !== undefined) code.get(local);
    else if (/^-?\d/.test(word)) literal(code, type, Number(word));
    else if (word.startsWith("=")) {
      const name = code.local(type);
      named.set(word.slice(1), name);
      code.set(name);
    } else if (imported >= 0) callMath(code, type, imported, half);
    else if (word === "select") code.op(type === "f64" ? "select" : "v128.bitselect");
    else if (word === "one") {
      if (type === "f64") code.op("f64.convert_i32_u");
      else code.f64x2(1, 1).op("v128.and");
    }
    // The words left are those of the instruction set.
    else code.op(`${arithmetic}.${word}` as Opcode);
  }
}

function literal(code: Code, type: "f64" | "v128", value: number): void {
  if (type === "f64") code.f64(value);
  else code.f64x2(value, value);
}

/** Calls a function of `Math` on the top of the stack; for pairs once for each entry. */
function callMath(code: Code, type: "f64" | "v128", index: number, half: boolean): void {
  if (type === "f64") {
    code.call(index);
    return;
  }
  const operands = mathImports[index]![1].parameters.map(() => code.local("v128"));
  for (const operand of operands.toReversed()) code.set(operand);
  for (const operand of operands) code.get(operand).extract(0);
  code.call(index).op("f64x2.splat");
  if (half) return;
  for (const operand of operands) code.get(operand).extract(1);
  code.call(index).replace(1);
}
