/**
 * Which nodes of a step only the link after it reads: those that reach the step's outputs through `select(isLink, …)` alone. Where no
 * link follows, what they are is dropped, so that a generator may leave them out.
 */
import type { Node, NodeId, StepGraph } from "./graph";
import { reads } from "./schedule";

/** The node that says whether a link follows; null where none ever does. */
export function linkFlag({ nodes, body }: StepGraph): NodeId | null {
  return body.find((id) => isFlag(nodes[id]!)) ?? null;
}

const isFlag = (node: Node): boolean => node.kind === "input" && node.source.of === "isLink";

export function linkNodes(graph: StepGraph): ReadonlySet<NodeId> {
  const flag = linkFlag(graph);
  const outputs = new Set([...graph.row, ...graph.theta, graph.step]);
  const only = new Set<NodeId>();
  if (flag === null) return only;
  const readers = new Map<NodeId, Node[]>();
  for (const node of graph.body.map((id) => graph.nodes[id]!)) {
    for (const id of new Set(reads(graph, node))) readers.set(id, [...(readers.get(id) ?? []), node]);
  }
  // Operands come before those who read them.
  for (const id of graph.body.toReversed()) {
    const drops = (reader: Node): boolean => {
      if (only.has(reader.id)) return true;
      const [condition, ...branches] = reader.operands;
      const selects = reader.kind === "elementwise" && reader.fn === "select" && condition === flag;
      return selects && branches[0] === id && branches[1] !== id;
    };
    const read = readers.get(id) ?? [];
    if (id !== flag && !outputs.has(id) && read.length > 0 && read.every(drops)) only.add(id);
  }
  return only;
}
