import { describe, expect, test } from "vitest";
import { prepareLane } from "../../lora/lane.fixtures";
import { laneConfig } from "../../lora/laneConfig.fixtures";
import { batchOf, cases } from "../conformance.fixtures";
import { Float64Ops } from "../float64/ops";
import { dependencies, type NodeId, type StepGraph } from "./graph";
import { recordStep } from "./record";
import { schedule } from "./schedule";

function graphOf(changes: Parameters<typeof laneConfig>[0]): StepGraph {
  const { program, inputs, state } = prepareLane(laneConfig(changes), {}, new Float64Ops());
  return recordStep(program, inputs, state);
}

const idsOf = (instruction: ReturnType<typeof schedule>[number]) =>
  instruction.kind === "single" ? [instruction.id] : instruction.ids;

const small = cases().filter(({ lanes }) => lanes[0]!.loss !== "digits");

const scheduled = small.flatMap((each) => (["alone", "swept"] as const).map((products) => ({ ...each, products })));

test.each(scheduled)(
  "the schedule of $name, products $products, holds every node once, after what it reads",
  ({ lanes, products }) => {
    const { program, inputs, states } = batchOf(lanes, {});
    const graph = recordStep(program, inputs[0]!, states[0]!);
    const scopes: { body: readonly NodeId[]; known: ReadonlySet<NodeId> }[] = [{ body: graph.body, known: new Set() }];
    for (const { body, known } of scopes) {
      const done = new Set(known);
      for (const instruction of schedule(graph, body, products)) {
        for (const id of idsOf(instruction)) {
          const node = graph.nodes[id]!;
          if (node.kind === "repeatUntil") scopes.push({ body: node.body, known: new Set(done) });
          const own = node.kind === "repeatUntil" ? node.body : [];
          const needed = dependencies(node).filter((operand) => !own.includes(operand));
          expect(needed.every((operand) => done.has(operand))).toBe(true);
          expect(done.has(id)).toBe(false);
          done.add(id);
        }
      }
      expect(done.size).toBe(known.size + body.length);
    }
  },
);

test("a product is not swept together with its factors", () => {
  const graph = graphOf({ loss: "regression", step: "armijo" });
  for (const instruction of schedule(graph, graph.body, "swept")) {
    const members = idsOf(instruction);
    const factors = members.flatMap((id) => (graph.nodes[id]!.kind === "product" ? graph.nodes[id]!.operands : []));
    expect(factors.filter((id) => members.includes(id))).toEqual([]);
  }
});

describe("sweeps", () => {
  test("gather the quadratic's residual, value, gradient and gradient norm into one pass over W", () => {
    const graph = graphOf({ m: 16, n: 12, step: "paper" });
    const sweeps = schedule(graph, graph.body).filter((instruction) => instruction.kind === "sweep");
    const overW = sweeps.filter(({ rows, columns }) => rows === 16 && columns === 12);
    expect(overW).toHaveLength(1);
    const done = overW[0]!.ids.map((id) => graph.nodes[id]!).map((node) => ("fn" in node ? node.fn : node.kind));
    expect(done).toEqual(["add", "subtract", "square", "sum", "multiply", "square", "sum"]);
  });

  test("do not read the sums that they take", () => {
    // softmax: each row is divided by its own sum
    const graph = graphOf({ loss: "log-tail", step: "armijo" });
    for (const instruction of schedule(graph, graph.body)) {
      const members = new Set(idsOf(instruction));
      if (instruction.kind === "single") continue;
      const reductions = instruction.ids.filter((id) => graph.nodes[id]!.kind === "reduce");
      const readers = [...members].filter((id) =>
        graph.nodes[id]!.operands.some((operand) => reductions.includes(operand)),
      );
      expect(readers).toEqual([]);
    }
  });
});
