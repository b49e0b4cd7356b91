import { describe, expect, it } from "vitest";
import { batchOf, cases } from "../conformance.fixtures";
import { dependencies, type NodeId, type StepGraph } from "./graph";
import { linkFlag, linkNodes } from "./linkNodes";
import { recordStep } from "./record";
import { reads } from "./schedule";

const small = cases().filter(({ lanes }) => lanes[0]!.loss !== "digits");

/** What the outputs need where no link follows. */
function neededWithoutLink(graph: StepGraph): ReadonlySet<NodeId> {
  const flag = linkFlag(graph);
  const needed = new Set<NodeId>();
  const visit = (id: NodeId) => {
    if (needed.has(id)) return;
    needed.add(id);
    const node = graph.nodes[id]!;
    const selects = node.kind === "elementwise" && node.fn === "select" && node.operands[0] === flag;
    const operands = selects ? [node.operands[0]!, node.operands[2]!] : [...dependencies(node), ...reads(graph, node)];
    for (const operand of operands) visit(operand);
  };
  for (const id of [...graph.row, ...graph.theta, graph.step]) visit(id);
  return needed;
}

describe.each(small)("the step of $name", ({ lanes }) => {
  const { program, inputs, states } = batchOf(lanes, {});
  const graph = recordStep(program, inputs[0]!, states[0]!);

  it("leaves to the link exactly what it does not need where none follows", () => {
    const needed = neededWithoutLink(graph);
    const spared = graph.body.filter((id) => !needed.has(id));
    expect([...linkNodes(graph)].toSorted((a, b) => a - b)).toEqual(spared);
  });
});

it("a chain that merges leaves its product to the link", () => {
  const { program, inputs, states } = batchOf(small.find(({ lanes }) => lanes[0]!.method === "cola")!.lanes, {});
  const graph = recordStep(program, inputs[0]!, states[0]!);
  const kinds = [...linkNodes(graph)].map((id) => graph.nodes[id]!.kind);
  expect(kinds.filter((kind) => kind === "product")).toHaveLength(1);
});
