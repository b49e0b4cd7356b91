/**
 * The programs that the interpreter brings itself, each one expression for the entry at (lane, row, column) of the result, written
 * once for both shader languages: elementwise functions, and sums short enough that one thread an entry is the fastest way.
 * Sums run in order of the index, so that a lane's result does not depend on the lanes beside it.
 */
import { type ElementFunction, shaderCode, shaderName } from "../elementFunctions";
import { type Dimensions, dimensionsOf, type TensorInfo } from "./runtime";

/** What WGSL and GLSL spell differently. */
export interface Dialect {
  readonly language: "wgsl" | "glsl";
  readonly real: string;
  readonly integer: string;
  /** length of the loop, as the shader reads it */
  readonly inner: string;
}

export interface Program {
  /** names the source up to operands that repeat, which the backends' own keys tell apart */
  readonly key: string;
  readonly shape: Dimensions;
  readonly operands: readonly TensorInfo[];
  readonly inner: number;
  /** functions, then statements that may read `at` (lane, row, column), then the entry */
  code(dialect: Dialect): { readonly functions: string; readonly statements: string; readonly entry: string };
}

/** Names of a program's samplers: as many as every device binds at once. */
export const operandNames: readonly string[] = [..."ABCDEFGHIJKLMN"];

export function elementwiseProgram(fn: ElementFunction, operands: readonly TensorInfo[]): Program {
  const shapes = operands.map(dimensionsOf);
  const along = (axis: 0 | 1 | 2) => Math.max(...shapes.map((shape) => shape[axis]));
  const reads = operands.map((x, i) => read(i, x, ["at.x", "at.y", "at.z"]));
  return {
    key: `${fn} ${reads.join()}`,
    shape: [along(0), along(1), along(2)],
    operands,
    inner: 0,
    code: ({ language }) => ({
      functions: shaderCode(fn, language),
      statements: "",
      entry: `${shaderName(fn)}(${reads.join(", ")})`,
    }),
  };
}

/** op(X) op(Y), lane by lane. */
export function productProgram(
  X: TensorInfo,
  Y: TensorInfo,
  transposeX: boolean,
  transposeY: boolean,
  shape: Dimensions,
): Program {
  const x = read(0, X, transposeX ? ["at.x", "k", "at.y"] : ["at.x", "at.y", "k"]);
  const y = read(1, Y, transposeY ? ["at.x", "at.z", "k"] : ["at.x", "k", "at.z"]);
  return loop("0.0", `total + ${x} * ${y}`, [X, Y], dimensionsOf(X)[transposeX ? 1 : 2], shape);
}

/** Sums or maxima of rows, to [lanes, rows, 1]. */
export function rowProgram(fn: "sum" | "max", X: TensorInfo): Program {
  const [lanes, rows, columns] = dimensionsOf(X);
  const x = read(0, X, ["at.x", "at.y", "k"]);
  const first = read(0, X, ["at.x", "at.y", "0"]);
  return fn === "sum"
    ? loop("0.0", `total + ${x}`, [X], columns, [lanes, rows, 1])
    : loop(first, `max(total, ${x})`, [X], columns, [lanes, rows, 1]);
}

function loop(first: string, next: string, operands: readonly TensorInfo[], inner: number, shape: Dimensions): Program {
  return {
    key: `${first} then ${next}`,
    shape,
    operands,
    inner,
    code: ({ real, integer, inner: end }) => ({
      functions: "",
      statements: `${real} total = ${first}; for (${integer} k = 0; k < ${end}; k = k + 1) { total = ${next}; }`,
      entry: "total",
    }),
  };
}

/** The operand's entry at these coordinates; along an axis of length 1 it repeats. */
function read(operand: number, x: TensorInfo, coordinates: readonly [string, string, string]): string {
  const at = dimensionsOf(x).map((length, axis) => (length === 1 ? "0" : coordinates[axis]!));
  return `get${operandNames[operand]}(${at.join(", ")})`;
}
