/**
 * Evaluates a step graph in float64, entry by entry in the plainest way: the meaning of the graph, against which programs
 * generated from it and the recorder itself are tested. Slow, allocating, never used to run anything.
 */
import type { LaneInputs, LaneState, StepResult } from "../../lora/program";
import { type Matrix, matrix } from "../../math/matrix";
import { elementFunctions } from "../elementFunctions";
import type { Node, NodeId, StepGraph } from "./graph";
import { leaf, scalar } from "./leaf";

/** `drawn`: of the link after the step, null where there is none. */
export function evaluateStep(
  graph: StepGraph,
  inputs: LaneInputs,
  state: LaneState,
  drawn: readonly Matrix[] | null = null,
): StepResult<Matrix, number> {
  const values = new Map<NodeId, Matrix>();
  const at = (id: NodeId): Matrix => {
    const value = values.get(id);
    if (!value) throw new RangeError(`node ${id} is read before it is evaluated`);
    return value;
  };
  const scalarAt = (id: NodeId) => at(id).data[0]!;
  const run = (body: readonly NodeId[]) => {
    for (const id of body) {
      const node = graph.nodes[id]!;
      if (node.kind === "trial") continue;
      values.set(id, node.kind === "repeatUntil" ? scalar(repeat(node)) : evaluate(node, node.operands.map(at)));
    }
  };
  const repeat = (loop: Node & { kind: "repeatUntil" }): number => {
    let trial = scalarAt(loop.operands[0]!);
    for (let tries = 0; tries < loop.limit; tries++) {
      values.set(loop.trial, scalar(trial));
      run(loop.body);
      if (scalarAt(loop.done) !== 0) return trial;
      trial = scalarAt(loop.next);
    }
    return trial;
  };
  const evaluate = (node: Exclude<Node, { kind: "repeatUntil" | "trial" }>, operands: readonly Matrix[]): Matrix => {
    const [X, Y] = operands;
    switch (node.kind) {
      case "input":
        return leaf(node.source, inputs, state, drawn);
      case "constant":
        return scalar(node.value);
      case "elementwise":
        return filled(node, (i, j) => elementFunctions[node.fn].float64(...operands.map((Z) => repeated(Z, i, j))));
      case "product": {
        const x = (i: number, k: number) => (node.transposeX ? entry(X!, k, i) : entry(X!, i, k));
        const y = (k: number, j: number) => (node.transposeY ? entry(Y!, j, k) : entry(Y!, k, j));
        return filled(node, (i, j) => total(node.inner, (k) => x(i, k) * y(k, j)));
      }
      case "reduce": {
        const width = node.axis === "all" ? X!.data.length : X!.columns;
        const part = (i: number) => X!.data.subarray(i * width, (i + 1) * width);
        return filled(node, (i) => (node.fn === "max" ? Math.max(...part(i)) : part(i).reduce((a, b) => a + b, 0)));
      }
      case "reshape":
        return { rows: node.rows, columns: node.columns, data: X!.data };
      default:
        return node satisfies never;
    }
  };
  run(graph.body);
  return { row: graph.row.map(scalarAt), theta: graph.theta.map(at), step: scalarAt(graph.step) };
}

const entry = (X: Matrix, i: number, j: number): number => X.data[i * X.columns + j]!;
/** entry (i, j) of X repeated along its sides of length 1 */
const repeated = (X: Matrix, i: number, j: number): number => entry(X, X.rows === 1 ? 0 : i, X.columns === 1 ? 0 : j);

function filled(shape: { rows: number; columns: number }, value: (i: number, j: number) => number): Matrix {
  const Z = matrix(shape.rows, shape.columns);
  for (let i = 0; i < Z.rows; i++) for (let j = 0; j < Z.columns; j++) Z.data[i * Z.columns + j] = value(i, j);
  return Z;
}

function total(count: number, term: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += term(k);
  return sum;
}
