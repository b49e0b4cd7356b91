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
import { elementwiseProgram, productProgram, rowProgram } from "./programs";
import { dimensionsOf, kernel, reshaped, type Tensor, upload } from "./runtime";

/** Multiplications a lane up to which a product is summed entry by entry; the library's tiles pay off beyond. */
const SHORT_PRODUCT = 2 ** 20;
/** Entries up to which one thread sums a row; beyond, the library shares a row among threads. */
const SHORT_ROW = 256;

export class TensorPrimitives implements Primitives<Tensor> {
  /** not 0 in a lane where some loop of this step ran out of trials; null if every loop could run to its limit */
  unfinished: Tensor | null = null;
  private readonly constants = new Map<number, Tensor>();
  private readonly owned = new Set<Tensor>();

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
    this.owned.add(fresh);
    return fresh;
  }

  /** whether x is one of the constants, which outlive the step */
  owns(x: Tensor): boolean {
    return this.owned.has(x);
  }

  elementwise(fn: ElementFunction, operands: readonly Tensor[]): Tensor {
    return this.device.run(elementwiseProgram(fn, operands));
  }

  product(X: Tensor, Y: Tensor, transposeX: boolean, transposeY: boolean): Tensor {
    const { inner, rows, columns } = productShape(this.shape(X), this.shape(Y), transposeX, transposeY);
    if (rows * columns * inner > SHORT_PRODUCT) {
      return kernel("BatchMatMul", { a: X, b: Y }, { transposeA: transposeX, transposeB: transposeY });
    }
    const lanes = Math.max(dimensionsOf(X)[0], dimensionsOf(Y)[0]);
    return this.device.run(productProgram(X, Y, transposeX, transposeY, [lanes, rows, columns]));
  }

  reduce(fn: "sum" | "max", axis: "all" | "row", X: Tensor): Tensor {
    const [lanes, rows, columns] = dimensionsOf(X);
    const x = axis === "all" && rows > 1 ? reshaped(X, [lanes, 1, rows * columns]) : X;
    if (dimensionsOf(x)[2] <= SHORT_ROW) return this.device.run(rowProgram(fn, x));
    return fn === "sum"
      ? kernel("Sum", { x }, { axis: [2], keepDims: true })
      : kernel("Max", { x }, { reductionIndices: [2], keepDims: true });
  }

  reshape(X: Tensor, rows: number, columns: number): Tensor {
    return reshaped(X, [dimensionsOf(X)[0], rows, columns]);
  }

  repeatUntil(limit: number, first: Tensor, body: (value: Tensor) => { done: Tensor; next: Tensor }): Tensor {
    const trials = Math.min(limit, this.trials());
    let value = first;
    let lastDone = this.constant(0);
    for (let trial = 0; trial < trials; trial++) {
      const { done, next } = body(value);
      // Once done, a lane tries the same value again, and is done again: formulas are pure.
      value = this.elementwise("select", [done, value, next]);
      lastDone = done;
    }
    if (trials < limit) {
      const open = this.elementwise("select", [lastDone, this.constant(0), this.constant(1)]);
      this.unfinished = this.unfinished ? this.elementwise("max", [this.unfinished, open]) : open;
    }
    return value;
  }

  dispose(): void {
    for (const x of this.owned) x.dispose();
    this.owned.clear();
    this.constants.clear();
  }
}
