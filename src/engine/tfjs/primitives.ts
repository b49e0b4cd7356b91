/**
 * The tensor interpreter: matrices are tensors [lanes, rows, columns], scalars [lanes, 1, 1]; what all lanes share is held once
 * with lane dimension 1. Eager: each operation is one program on the device.
 *
 * A loop runs a fixed number of trials for all lanes at once, since reading a lane's `done` would stall the device: lanes that
 * are done keep their value, so the number of trials does not change any result. If it was too small for some lane, `unfinished`
 * says so and the block must be run again with more.
 */
import { engine } from "@tensorflow/tfjs-core";
import type { ElementFunction } from "../elementFunctions";
import { type Primitives, productShape } from "../primitives";
import type { Device } from "./device";
import { type Dimensions, dimensionsOf, kernel, reshaped, type Tensor, upload } from "./runtime";

export class TensorPrimitives implements Primitives<Tensor> {
  /** not 0 in a lane where some loop of this step ran out of trials; null if every loop could run to its limit */
  unfinished: Tensor | null = null;
  private readonly constants = new Map<number, Tensor>();

  constructor(
    private readonly device: Device,
    private readonly trials: () => number,
  ) {}

  shape(x: Tensor) {
    const [, rows, columns] = dimensionsOf(x);
    return { rows, columns };
  }

  /** Kept until `dispose`: formulas use few constants, and the same in every step. */
  constant(value: number): Tensor {
    const known = this.constants.get(value);
    if (known) return known;
    const fresh = engine().keep(upload(Float32Array.of(value), [1, 1, 1]));
    this.constants.set(value, fresh);
    return fresh;
  }

  owns(x: Tensor): boolean {
    return [...this.constants.values()].includes(x);
  }

  elementwise(fn: ElementFunction, operands: readonly Tensor[]): Tensor {
    const shapes = operands.map(dimensionsOf);
    const along = (axis: 0 | 1 | 2) => Math.max(...shapes.map((shape) => shape[axis]));
    return this.device.elementwise(fn, operands, [along(0), along(1), along(2)]);
  }

  product(X: Tensor, Y: Tensor, transposeX: boolean, transposeY: boolean): Tensor {
    const { inner, rows, columns } = productShape(this.shape(X), this.shape(Y), transposeX, transposeY);
    const lanes = Math.max(dimensionsOf(X)[0], dimensionsOf(Y)[0]);
    return this.device.product(X, Y, { transposeX, transposeY, inner, shape: [lanes, rows, columns] });
  }

  reduce(fn: "sum" | "max", axis: "all" | "row", X: Tensor): Tensor {
    const [lanes, rows, columns] = dimensionsOf(X);
    const shape: Dimensions = axis === "all" ? [lanes, 1, 1] : [lanes, rows, 1];
    if (shape[1] === rows && columns === 1) return X;
    const x = axis === "all" ? reshaped(X, [lanes, 1, rows * columns]) : X;
    return kernel(
      fn === "sum" ? "Sum" : "Max",
      { x },
      { [fn === "sum" ? "axis" : "reductionIndices"]: [2], keepDims: true },
    );
  }

  reshape(X: Tensor, rows: number, columns: number): Tensor {
    return reshaped(X, [dimensionsOf(X)[0], rows, columns]);
  }

  repeatUntil(limit: number, first: Tensor, body: (value: Tensor) => { done: Tensor; next: Tensor }): Tensor {
    const trials = Math.min(limit, this.trials());
    let value = first;
    let finished = this.constant(0);
    for (let trial = 0; trial < trials; trial++) {
      const { done, next } = body(value);
      finished = this.elementwise("max", [finished, done]);
      value = this.elementwise("select", [finished, value, next]);
    }
    if (trials < limit) {
      const open = this.elementwise("subtract", [this.constant(1), finished]);
      this.unfinished = this.unfinished ? this.elementwise("max", [this.unfinished, open]) : open;
    }
    return value;
  }

  dispose(): void {
    for (const x of this.constants.values()) x.dispose();
    this.constants.clear();
  }
}
