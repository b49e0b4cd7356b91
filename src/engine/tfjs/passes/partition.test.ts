import { describe, expect, it, test } from "vitest";
import { batchOf, deviceCases } from "../../conformance.fixtures";
import type { StepGraph } from "../../trace/graph";
import { recordStep } from "../../trace/record";
import { partition } from "./partition";
import { passText, type Written } from "./passText";

function graphOf(lanes: Parameters<typeof batchOf>[0]): StepGraph {
  const { program, inputs, states } = batchOf(lanes, {});
  return recordStep(program, inputs[0]!, states[0]!);
}

const cases = deviceCases().filter(({ lanes }) => lanes[0]!.loss !== "digits");
const inPasses = cases.map((each) => ({ ...each, graph: graphOf(each.lanes) })).filter(({ graph }) => partition(graph));

describe.each(inPasses)("the passes of $name", ({ graph, lanes }) => {
  const passes = partition(graph)!;

  it("read only inputs and what an earlier pass wrote, and leave the row, θ⁺ and the step behind", () => {
    const written = new Set(graph.body.filter((id) => graph.nodes[id]!.kind === "input"));
    const place = (id: number): Written | null =>
      written.has(id) ? { tensor: id, dimensions: [1, 1, 1], column: null } : null;
    for (const pass of passes) {
      // A node that can be neither read nor computed would throw.
      const { entry } = passText(graph, pass, place);
      expect(entry).not.toBe("");
      for (const id of pass.kind === "matrix" ? [pass.id] : pass.ids) written.add(id);
    }
    for (const id of [...graph.theta, ...graph.row]) expect(written.has(id)).toBe(true);
  });

  it("are at most half of the operations; fifteen where no small matrix is inverted and no clients take steps of their own", () => {
    const operations = graph.body.filter((id) => !["input", "constant"].includes(graph.nodes[id]!.kind));
    const few = ["scaled", "fed-rac"].includes(lanes[0]!.method) ? operations.length : 15;
    expect(passes.length).toBeLessThanOrEqual(Math.min(few, operations.length / 2));
  });
});

test("LoRA descent on the quadratic under rule (8) takes eight passes", () => {
  const { graph } = inPasses.find(({ name }) => name.startsWith("quadratic × lora × paper"))!;
  expect(partition(graph)!.map((pass) => pass.kind)).toEqual([
    "matrix", // W − T, the product BA in it
    "matrix", // G Aᵀ
    "matrix", // Bᵀ G
    "scalars", // six sums
    "scalars", // η
    "matrix", // B⁺
    "matrix", // A⁺
    "scalars", // the row
  ]);
});

test("a step whose sum reads more tensors than a shader may is left to single operations", () => {
  const federated = cases.find(({ lanes }) => lanes[0]!.method === "fed-rac" && lanes[0]!.loss === "sensing")!;
  const among = (clients: number) => federated.lanes.map((lane) => ({ ...lane, step: "constant", clients }));
  expect(partition(graphOf(among(3)))).not.toBeNull();
  expect(partition(graphOf(among(20)))).toBeNull();
});

test("a line search is left to single operations", () => {
  const armijo = cases.find(({ lanes }) => lanes[0]!.step === "armijo")!;
  expect(partition(graphOf(armijo.lanes))).toBeNull();
});
