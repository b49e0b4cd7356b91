/**
 * The float64 interpreter of `Ops`: matrices are Float64Arrays in an arena, scalars are numbers. Every operation takes the next
 * slot of the arena; `rewind` makes the slots free again. A formula does the same operations in the same order each step, so that
 * after the first step nothing is allocated. Results live until the next `rewind`: copy what must survive.
 */
import type { MapName, Ops } from "../../lora/ops";
import { type Matrix, matrix } from "../../math/matrix";
import { matmulInto, matmulNTInto, matmulTNInto } from "./products";

const mapFunctions: Readonly<Record<MapName, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  tanh: Math.tanh,
  abs: Math.abs,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  reciprocal: (x) => 1 / x,
  sigmoid: (x) => {
    const e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  },
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  logCosh: (x) => {
    const a = Math.abs(x);
    return a >= 1 ? a + Math.log1p(Math.exp(-2 * a)) - Math.LN2 : Math.log1p(2 * Math.sinh(a / 2) ** 2);
  },
  sin: Math.sin,
};

export class Float64Ops implements Ops<Matrix, number> {
  readonly #arena: Matrix[] = [];
  #next = 0;

  /** Frees every slot: matrices handed out before are overwritten by the operations that follow. */
  rewind(): void {
    this.#next = 0;
  }

  #slot(rows: number, columns: number): Matrix {
    const at = this.#next++;
    const slot = this.#arena[at];
    if (slot && slot.rows === rows && slot.columns === columns) return slot;
    const fresh = matrix(rows, columns);
    this.#arena[at] = fresh;
    return fresh;
  }

  shape(X: Matrix): Matrix {
    return X;
  }

  matmul(X: Matrix, Y: Matrix): Matrix {
    agree("matmul", X, Y, X.columns === Y.rows);
    return matmulInto(this.#slot(X.rows, Y.columns), X, Y);
  }

  matmulTN(X: Matrix, Y: Matrix): Matrix {
    agree("matmulTN", X, Y, X.rows === Y.rows);
    return matmulTNInto(this.#slot(X.columns, Y.columns), X, Y);
  }

  matmulNT(X: Matrix, Y: Matrix): Matrix {
    agree("matmulNT", X, Y, X.columns === Y.columns);
    return matmulNTInto(this.#slot(X.rows, Y.rows), X, Y);
  }

  add(X: Matrix, Y: Matrix): Matrix {
    return this.#combine("add", X, Y, (x, y) => x + y);
  }

  subtract(X: Matrix, Y: Matrix): Matrix {
    return this.#combine("subtract", X, Y, (x, y) => x - y);
  }

  multiply(X: Matrix, Y: Matrix): Matrix {
    return this.#combine("multiply", X, Y, (x, y) => x * y);
  }

  divide(X: Matrix, Y: Matrix): Matrix {
    return this.#combine("divide", X, Y, (x, y) => x / y);
  }

  atLeast(X: Matrix, Y: Matrix): Matrix {
    return this.#combine("atLeast", X, Y, (x, y) => (x >= y ? 1 : 0));
  }

  /** Elementwise; Y may be a rows×1 column, repeated along the rows of X. */
  #combine(name: string, X: Matrix, Y: Matrix, f: (x: number, y: number) => number): Matrix {
    const Z = this.#slot(X.rows, X.columns);
    const same = Y.columns === X.columns;
    agree(name, X, Y, X.rows === Y.rows && (same || Y.columns === 1));
    const { data } = Z;
    for (let e = 0; e < data.length; e++) {
      data[e] = f(X.data[e]!, Y.data[same ? e : Math.floor(e / X.columns)]!);
    }
    return Z;
  }

  scale(X: Matrix, s: number): Matrix {
    const Z = this.#slot(X.rows, X.columns);
    for (let e = 0; e < Z.data.length; e++) Z.data[e] = s * X.data[e]!;
    return Z;
  }

  shift(X: Matrix, s: number): Matrix {
    const Z = this.#slot(X.rows, X.columns);
    for (let e = 0; e < Z.data.length; e++) Z.data[e] = X.data[e]! + s;
    return Z;
  }

  addScaled(X: Matrix, s: number, Y: Matrix): Matrix {
    agree("addScaled", X, Y, X.rows === Y.rows && X.columns === Y.columns);
    const Z = this.#slot(X.rows, X.columns);
    for (let e = 0; e < Z.data.length; e++) Z.data[e] = X.data[e]! + s * Y.data[e]!;
    return Z;
  }

  power(X: Matrix, s: number): Matrix {
    const Z = this.#slot(X.rows, X.columns);
    for (let e = 0; e < Z.data.length; e++) Z.data[e] = X.data[e]! ** s;
    return Z;
  }

  map(name: MapName, X: Matrix): Matrix {
    const f = mapFunctions[name];
    const Z = this.#slot(X.rows, X.columns);
    for (let e = 0; e < Z.data.length; e++) Z.data[e] = f(X.data[e]!);
    return Z;
  }

  clamp(X: Matrix, bound: number): Matrix {
    const Z = this.#slot(X.rows, X.columns);
    for (let e = 0; e < Z.data.length; e++) Z.data[e] = Math.max(Math.min(X.data[e]!, bound), -bound);
    return Z;
  }

  rowMax(X: Matrix): Matrix {
    return this.#reduceRows(X, Number.NEGATIVE_INFINITY, Math.max);
  }

  rowSum(X: Matrix): Matrix {
    return this.#reduceRows(X, 0, (a, b) => a + b);
  }

  #reduceRows(X: Matrix, start: number, f: (a: number, b: number) => number): Matrix {
    const Z = this.#slot(X.rows, 1);
    for (let i = 0; i < X.rows; i++) {
      let total = start;
      for (let e = i * X.columns; e < (i + 1) * X.columns; e++) total = f(total, X.data[e]!);
      Z.data[i] = total;
    }
    return Z;
  }

  reshape(X: Matrix, rows: number, columns: number): Matrix {
    const Z = this.#slot(rows, columns);
    Z.data.set(X.data);
    return Z;
  }

  sum(X: Matrix): number {
    let total = 0;
    for (let e = 0; e < X.data.length; e++) total += X.data[e]!;
    return total;
  }

  dot(X: Matrix, Y: Matrix): number {
    agree("dot", X, Y, X.rows === Y.rows && X.columns === Y.columns);
    let total = 0;
    for (let e = 0; e < X.data.length; e++) total += X.data[e]! * Y.data[e]!;
    return total;
  }

  constant(x: number): number {
    return x;
  }

  plus(a: number, b: number): number {
    return a + b;
  }

  minus(a: number, b: number): number {
    return a - b;
  }

  times(a: number, b: number): number {
    return a * b;
  }

  over(a: number, b: number): number {
    return a / b;
  }

  min(a: number, b: number): number {
    return Math.min(a, b);
  }

  max(a: number, b: number): number {
    return Math.max(a, b);
  }

  sqrt(a: number): number {
    return Math.sqrt(a);
  }

  atMost(a: number, b: number): number {
    return a <= b ? 1 : 0;
  }

  select(condition: number, a: number, b: number): number {
    return condition !== 0 ? a : b;
  }

  where(condition: number, X: Matrix | number, Y: Matrix): Matrix {
    if (condition === 0) return Y;
    if (typeof X !== "number") {
      agree("where", X, Y, X.rows === Y.rows && X.columns === Y.columns);
      return X;
    }
    const Z = this.#slot(Y.rows, Y.columns);
    Z.data.fill(X);
    return Z;
  }

  repeatUntil(
    limit: number,
    first: number,
    body: (value: number) => { readonly done: number; readonly next: number },
  ): number {
    const from = this.#next;
    let value = first;
    for (let i = 0; i < limit; i++) {
      this.#next = from;
      const { done, next } = body(value);
      if (done !== 0) return value;
      value = next;
    }
    return value;
  }
}

function agree(name: string, X: Matrix, Y: Matrix, fits: boolean): void {
  if (!fits) throw new RangeError(`${name}: ${X.rows}×${X.columns} does not fit ${Y.rows}×${Y.columns}`);
}
