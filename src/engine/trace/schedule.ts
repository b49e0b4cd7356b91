/**
 * Orders one scope of the step graph for a machine with memory: elementwise operations and reductions over one shape are
 * gathered into sweeps, each of which reads its operands once and keeps what only it needs in registers.
 * Everything else is done as soon as its operands are known, so that a sweep gathers as much as it can.
 */
import type { Shape } from "../primitives";
import { dependencies, type Node, type NodeId, type StepGraph } from "./graph";

export type Instruction =
  | { readonly kind: "single"; readonly id: NodeId }
  /** elementwise nodes of this shape and reductions of matrices of this shape, in order of evaluation */
  | (Shape & { readonly kind: "sweep"; readonly ids: readonly NodeId[] });

/** Operations in one sweep, so that most of what it holds fits into registers. */
const LARGEST_SWEEP = 32;

export const isScalar = ({ rows, columns }: Shape): boolean => rows * columns === 1;

/** What must be known before `node`, in whatever scope: its dependencies and, for a loop, all that its body reads. */
export function reads(graph: StepGraph, node: Node): readonly NodeId[] {
  const body = node.kind === "repeatUntil" ? node.body : [];
  return [...dependencies(node), ...body.flatMap((id) => reads(graph, graph.nodes[id]!))];
}

/** Whether a product is an instruction of its own, or a member of a sweep, which computes it entry by entry. */
export type Products = "alone" | "swept";

/** The shape that a node is swept over, or null if it is no matter of sweeping. */
function sweptShape(graph: StepGraph, node: Node, products: Products): Shape | null {
  const own = node.kind === "elementwise" || (node.kind === "product" && products === "swept");
  const swept = own ? node : node.kind === "reduce" ? graph.nodes[node.operands[0]!]! : null;
  return swept && !isScalar(swept) ? swept : null;
}

export function schedule(
  graph: StepGraph,
  body: readonly NodeId[],
  products: Products = "alone",
): readonly Instruction[] {
  const instructions: Instruction[] = [];
  const pending = new Set(body);
  const nodeOf = (id: NodeId) => graph.nodes[id]!;
  const isReady = (id: NodeId) => reads(graph, nodeOf(id)).every((operand) => !pending.has(operand));
  const singles = () => {
    for (const id of pending) {
      if (sweptShape(graph, nodeOf(id), products) || !isReady(id)) continue;
      pending.delete(id);
      instructions.push({ kind: "single", id });
    }
  };
  const sweep = () => {
    const first = [...pending].find(isReady);
    const shape = first === undefined ? null : sweptShape(graph, nodeOf(first), products);
    if (!shape) throw new Error("the graph has a cycle");
    const ids: NodeId[] = [];
    const inside = new Set<NodeId>();
    for (const id of pending) {
      if (ids.length === LARGEST_SWEEP) break;
      const node = nodeOf(id);
      const swept = sweptShape(graph, node, products);
      if (swept?.rows !== shape.rows || swept.columns !== shape.columns) continue;
      // A product reads other entries of its factors than the one that the sweep is at.
      const joins = (operand: NodeId) => node.kind !== "product" && inside.has(operand);
      if (!node.operands.every((operand) => !pending.has(operand) || joins(operand))) continue;
      // A reduction is known only after the sweep, so that nothing in the sweep may read it.
      if (node.kind !== "reduce") inside.add(id);
      ids.push(id);
    }
    for (const id of ids) pending.delete(id);
    instructions.push({ kind: "sweep", rows: shape.rows, columns: shape.columns, ids });
  };
  while (pending.size > 0) {
    singles();
    if (pending.size > 0) sweep();
  }
  return instructions;
}
