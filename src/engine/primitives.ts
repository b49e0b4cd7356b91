/**
 * `Ops` in terms of a handful of primitives, so that an interpreter of whole matrices (TensorFlow.js, step graph) implements
 * these only: elementwise functions with broadcasting, products, reductions, reshape and the bounded loop.
 * Scalars are 1×1 values. Leaves out float64, which works in place on typed arrays and implements `Ops` directly.
 */
import type { Ops } from "../lora/ops";
import type { ElementFunction } from "./elementFunctions";

export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

export interface Primitives<T> {
  shape(x: T): Shape;
  constant(x: number): T;
  /** Operands have the shape of the result, or are rows×1 columns or 1×1 scalars, repeated to fill it. */
  elementwise(fn: ElementFunction, operands: readonly T[]): T;
  /** op(X) op(Y), op being transposition where asked */
  product(X: T, Y: T, transposeX: boolean, transposeY: boolean): T;
  /** over all entries to 1×1, or over each row to rows×1 */
  reduce(fn: "sum" | "max", axis: "all" | "row", X: T): T;
  reshape(X: T, rows: number, columns: number): T;
  repeatUntil: Ops<T, T>["repeatUntil"];
}

export function opsOf<T extends object>(p: Primitives<T>): Ops<T, T> {
  const scalar = (a: T | number): T => (typeof a === "number" ? p.constant(a) : a);
  const apply = (fn: ElementFunction, ...operands: (T | number)[]) => p.elementwise(fn, operands.map(scalar));
  return {
    shape: (X) => p.shape(X),
    matmul: (X, Y) => p.product(X, Y, false, false),
    matmulTN: (X, Y) => p.product(X, Y, true, false),
    matmulNT: (X, Y) => p.product(X, Y, false, true),
    add: (X, Y) => apply("add", X, Y),
    subtract: (X, Y) => apply("subtract", X, Y),
    multiply: (X, Y) => apply("multiply", X, Y),
    divide: (X, Y) => apply("divide", X, Y),
    atLeast: (X, Y) => apply("atLeast", X, Y),
    scale: (X, s) => apply("multiply", X, s),
    shift: (X, s) => apply("add", X, s),
    addScaled: (X, s, Y) => apply("addScaled", X, s, Y),
    power: (X, s) => apply("power", X, s),
    map: (name, X) => apply(name, X),
    clamp: (X, bound) => apply("max", apply("min", X, bound), apply("multiply", -1, bound)),
    rowMax: (X) => p.reduce("max", "row", X),
    rowSum: (X) => p.reduce("sum", "row", X),
    reshape: (X, rows, columns) => p.reshape(X, rows, columns),
    sum: (X) => p.reduce("sum", "all", X),
    dot: (X, Y) => p.reduce("sum", "all", X === Y ? apply("square", X) : apply("multiply", X, Y)),
    constant: (x) => p.constant(x),
    plus: (a, b) => apply("add", a, b),
    minus: (a, b) => apply("subtract", a, b),
    times: (a, b) => apply("multiply", a, b),
    over: (a, b) => apply("divide", a, b),
    min: (a, b) => apply("min", a, b),
    max: (a, b) => apply("max", a, b),
    sqrt: (a) => apply("sqrt", a),
    atMost: (a, b) => apply("atMost", a, b),
    select: (condition, a, b) => apply("select", condition, a, b),
    where: (condition, X, Y) => apply("select", condition, X, Y),
    repeatUntil: (limit, first, body) => p.repeatUntil(limit, first, body),
  };
}

/** The shape that operands broadcast to. Throws a RangeError, naming the function, where they do not. */
export function broadcastShape(fn: ElementFunction, shapes: readonly Shape[]): Shape {
  const rows = Math.max(...shapes.map((s) => s.rows));
  const columns = Math.max(...shapes.map((s) => s.columns));
  for (const s of shapes) {
    const fits = (s.rows === rows && (s.columns === columns || s.columns === 1)) || (s.rows === 1 && s.columns === 1);
    if (!fits) throw new RangeError(`${fn}: ${s.rows}×${s.columns} does not fit ${rows}×${columns}`);
  }
  return { rows, columns };
}

/** Inner dimension and result of op(X) op(Y). Throws a RangeError where the inner dimensions differ. */
export function productShape(X: Shape, Y: Shape, transposeX: boolean, transposeY: boolean): Shape & { inner: number } {
  const [rows, inner] = transposeX ? [X.columns, X.rows] : [X.rows, X.columns];
  const [innerY, columns] = transposeY ? [Y.columns, Y.rows] : [Y.rows, Y.columns];
  if (inner !== innerY) throw new RangeError(`product: inner dimensions ${inner} and ${innerY} differ`);
  return { rows, columns, inner };
}
