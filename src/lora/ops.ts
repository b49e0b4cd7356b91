/**
 * The operations that formulas may use. A loss, method or step rule is written once against `Ops<M, S>`; interpreters
 * give it meaning: float64 (engine/float64), TensorFlow.js with a lane axis (engine/tfjs), and the step graph (engine/trace).
 *
 * M is an interpreter's matrix, S its scalar. Where S is expected a number is accepted. Shapes are checked by the interpreter.
 * Elementwise binary operations take two matrices of one shape, or a rows×1 column as second operand, repeated along rows.
 * Formulas must be pure: the same operations in the same order on every call, so that a recorded graph is the formula.
 */
export type MapName =
  | "exp"
  | "log"
  /** log(1 + x), accurate near 0 */
  | "log1p"
  | "tanh"
  | "abs"
  | "sqrt"
  | "square"
  | "reciprocal"
  /** 1/(1 + e^−x), without overflow */
  | "sigmoid"
  /** log(1 + e^x), without overflow, accurate for x ≪ 0 */
  | "softplus"
  /** log cosh x, without overflow, accurate near 0 */
  | "logCosh"
  | "sin";

export interface Ops<M, S> {
  shape(X: M): { readonly rows: number; readonly columns: number };
  /** X Y */
  matmul(X: M, Y: M): M;
  /** Xᵀ Y */
  matmulTN(X: M, Y: M): M;
  /** X Yᵀ */
  matmulNT(X: M, Y: M): M;

  add(X: M, Y: M): M;
  subtract(X: M, Y: M): M;
  /** elementwise product */
  multiply(X: M, Y: M): M;
  /** elementwise quotient */
  divide(X: M, Y: M): M;
  /** 1 where X ≥ Y, else 0 (0 where either is NaN) */
  atLeast(X: M, Y: M): M;

  /** s X */
  scale(X: M, s: S | number): M;
  /** X + s, elementwise */
  shift(X: M, s: S | number): M;
  /** X + s Y */
  addScaled(X: M, s: S | number, Y: M): M;
  /** x^s, elementwise, for x > 0 */
  power(X: M, s: S | number): M;
  map(name: MapName, X: M): M;
  /** entries clipped to [−bound, bound] */
  clamp(X: M, bound: S | number): M;

  /** rows×1 column of row maxima; NaN may be passed over */
  rowMax(X: M): M;
  /** rows×1 column of row sums */
  rowSum(X: M): M;
  /** the same entries in row-major order under another shape */
  reshape(X: M, rows: number, columns: number): M;

  /** sum of all entries */
  sum(X: M): S;
  /** ⟨X, Y⟩, the Frobenius inner product of matrices of one shape */
  dot(X: M, Y: M): S;

  constant(x: number): S;
  plus(a: S | number, b: S | number): S;
  minus(a: S | number, b: S | number): S;
  times(a: S | number, b: S | number): S;
  over(a: S | number, b: S | number): S;
  min(a: S | number, b: S | number): S;
  max(a: S | number, b: S | number): S;
  sqrt(a: S | number): S;
  /** 1 if a ≤ b, else 0 (0 if either is NaN) */
  atMost(a: S | number, b: S | number): S;
  /** a if condition is not 0, else b; the branch not taken may be NaN */
  select(condition: S, a: S | number, b: S | number): S;
  /** X if condition is not 0, else Y, of one shape; a number stands for a matrix filled with it */
  where(condition: S, X: M | number, Y: M): M;

  /**
   * Evaluates `body(value)` from `first`, at most `limit` times: returns the first value whose `done` is not 0; until then
   * goes on with `next`. If none is done, returns the `next` of the last evaluation.
   */
  repeatUntil(limit: number, first: S, body: (value: S) => { readonly done: S; readonly next: S }): S;
}
