/** float32 as a simple machine has it, an oracle for what is claimed of rounding: every operation rounded to the nearest. */
import type { LaneBatch } from "../../lora/lane";
import { boundData, descend, type LaneState } from "../../lora/program";
import { type Matrix, matrix } from "../../math/matrix";
import { type ElementFunction, elementFunctions } from "../elementFunctions";
import type { RunBlock } from "../engine";
import { broadcastShape, opsOf, type Primitives, productShape } from "../primitives";

/** Sums run from their last term. */
class RoundingPrimitives implements Primitives<Matrix> {
  shape(X: Matrix) {
    return X;
  }

  constant(x: number): Matrix {
    return single(1, 1, () => x);
  }

  elementwise(fn: ElementFunction, operands: readonly Matrix[]): Matrix {
    const { rows, columns } = broadcastShape(fn, operands);
    return single(rows, columns, (i, j) => {
      const at = operands.map((X) => X.data[(X.rows === 1 ? 0 : i) * X.columns + (X.columns === 1 ? 0 : j)]!);
      return elementFunctions[fn].float64(...at);
    });
  }

  product(X: Matrix, Y: Matrix, transposeX: boolean, transposeY: boolean): Matrix {
    const { rows, columns, inner } = productShape(X, Y, transposeX, transposeY);
    const entry = (Z: Matrix, isTransposed: boolean, i: number, j: number) =>
      isTransposed ? Z.data[j * Z.columns + i]! : Z.data[i * Z.columns + j]!;
    return single(rows, columns, (i, j) =>
      backwards(inner, (k) => Math.fround(entry(X, transposeX, i, k) * entry(Y, transposeY, k, j))),
    );
  }

  reduce(fn: "sum" | "max", axis: "all" | "row", X: Matrix): Matrix {
    const rows = axis === "all" ? 1 : X.rows;
    const length = X.data.length / rows;
    return single(rows, 1, (i) => {
      const terms = X.data.subarray(i * length, (i + 1) * length);
      return fn === "max" ? Math.max(...terms) : backwards(length, (k) => terms[k]!);
    });
  }

  reshape({ data }: Matrix, rows: number, columns: number): Matrix {
    return matrix(rows, columns, Float64Array.from(data));
  }

  repeatUntil(limit: number, first: Matrix, body: (value: Matrix) => { done: Matrix; next: Matrix }): Matrix {
    let value = first;
    for (let trial = 0; trial < limit; trial++) {
      const { done, next } = body(value);
      if (done.data[0] !== 0) break;
      value = next;
    }
    return value;
  }
}

function single(rows: number, columns: number, entry: (i: number, j: number) => number): Matrix {
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, (_, e) => Math.fround(entry(Math.floor(e / columns), e % columns))),
  );
}

function backwards(length: number, term: (k: number) => number): number {
  let total = 0;
  for (let k = length - 1; k >= 0; k--) total = Math.fround(total + term(k));
  return total;
}

export const asSingle = ({ rows, columns, data }: Matrix) => single(rows, columns, (i, j) => data[i * columns + j]!);
const number = (x: number) => single(1, 1, () => x);

/** A step from the states of a batch whose lanes have no links. */
export function stepInSingle({ program, inputs }: LaneBatch, states: readonly LaneState[]): RunBlock {
  const steps = inputs.map((lane, i) => {
    const data = Object.entries(boundData(lane)).map(([name, x]) => [
      name,
      typeof x === "number" ? number(x) : asSingle(x),
    ]);
    return descend<Matrix, Matrix>(opsOf(new RoundingPrimitives()), program, {
      W0: asSingle(lane.W0),
      data: Object.fromEntries(data),
      L: number(lane.L),
      eta: number(lane.eta),
      theta: states[i]!.theta.map(asSingle),
      previousStep: number(states[i]!.previousStep),
    });
  });
  return {
    columns: program.columns.map((_, c) => Float64Array.from(steps, ({ row }) => row[c]!.data[0]!)),
    states: steps.map(({ theta, step }) => ({ theta, previousStep: step.data[0]! })),
  };
}
