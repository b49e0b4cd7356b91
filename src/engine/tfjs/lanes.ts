/**
 * Lanes between host and device: one matrix of every lane becomes one tensor [lanes, rows, columns], and a block's single
 * read-back [lanes, rows of metrics | θ | step] becomes columns (lane-major) and states.
 */
import type { BoundLink, LaneState } from "../../lora/program";
import { type Matrix, matrix } from "../../math/matrix";
import type { RunBlock } from "../engine";
import type { Shape } from "../primitives";
import { type Tensor, upload } from "./runtime";

/** What all lanes have in common may be held once; states may not, since each lane moves its own. */
export type Sharing = "shared where equal" | "one a lane";

/** The tensor of what `pick` takes from each lane; a number becomes a 1×1 matrix. */
export function packLanes<Lane>(
  lanes: readonly Lane[],
  pick: (lane: Lane) => Matrix | number,
  sharing: Sharing,
): Tensor {
  const matrices = lanes.map((lane) => {
    const picked = pick(lane);
    return typeof picked === "number" ? matrix(1, 1, Float64Array.of(picked)) : picked;
  });
  const first = matrices[0]!;
  const { rows, columns } = first;
  const shared =
    sharing === "shared where equal" && matrices.every((X) => X === first || sameEntries(X.data, first.data));
  const held = shared ? [first] : matrices;
  const values = new Float32Array(held.length * rows * columns);
  for (const [lane, X] of held.entries()) values.set(X.data, lane * rows * columns);
  return upload(values, [held.length, rows, columns]);
}

/** The link after a step of some lanes; those without one have zeros where others have draws. */
export type TensorLink = BoundLink<Tensor, Tensor>;

/**
 * From what each lane drew, null where it has no link; null if none has. `shapes`: matrices of the shapes of a link's draws.
 * Held once a lane even where lanes draw the same: shaders written for one link serve them all.
 */
export function packLink(shapes: readonly Matrix[], drawn: readonly (readonly Matrix[] | null)[]): TensorLink | null {
  if (drawn.every((lane) => lane === null)) return null;
  return {
    isLink: packLanes(drawn, (lane) => Number(lane !== null), "one a lane"),
    drawn: shapes.map(({ rows, columns }, i) =>
      packLanes(drawn, (lane) => lane?.[i] ?? matrix(rows, columns), "one a lane"),
    ),
  };
}

function sameEntries(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** Last value of each lane in a read-back of tensors. */
export const SEAL = 1;

/**
 * A read-back without its seals; null where one is missing. WebGL answers a read from a device that has just gone away with zeros, and says
 * so later or never: zeros are values that a run could have.
 */
export function unseal(values: Float32Array, lanes: number): Float32Array | null {
  const sealed = values.length / lanes;
  const open = new Float32Array(values.length - lanes);
  for (let lane = 0; lane < lanes; lane++) {
    const end = (lane + 1) * sealed - 1;
    if (values[end] !== SEAL) return null;
    open.set(values.subarray(end - sealed + 1, end), lane * (sealed - 1));
  }
  return open;
}

/** A row may carry one value more than there are columns: not 0 if a loop of that step ran out of trials. */
export function unpackBlock(
  values: Float32Array,
  lanes: number,
  rows: number,
  columnCount: number,
  shapes: readonly Shape[],
): RunBlock & { readonly unfinished: boolean } {
  const stride = values.length / lanes;
  const stateSize = shapes.reduce((sum, shape) => sum + shape.rows * shape.columns, 1);
  const width = (stride - stateSize) / rows;
  const columns = Array.from({ length: columnCount }, () => new Float32Array(lanes * rows));
  const states: LaneState[] = [];
  let unfinished = false;
  for (let lane = 0; lane < lanes; lane++) {
    const start = lane * stride;
    for (let row = 0; row < rows; row++) {
      const at = start + row * width;
      for (const [c, column] of columns.entries()) column[lane * rows + row] = values[at + c]!;
      if (width > columnCount && values[at + columnCount] !== 0) unfinished = true;
    }
    states.push(unpackState(values.subarray(start + rows * width, start + stride), shapes));
  }
  return { columns, states, unfinished };
}

function unpackState(values: Float32Array, shapes: readonly Shape[]): LaneState {
  let at = 0;
  const theta = shapes.map((shape) => {
    const from = at;
    at += shape.rows * shape.columns;
    return matrix(shape.rows, shape.columns, Float64Array.from(values.subarray(from, at)));
  });
  return { theta, previousStep: values[at]! };
}
