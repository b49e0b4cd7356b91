import { describe, expect, test } from "vitest";
import { batchOf, cases } from "../../conformance.fixtures";
import type { NodeId, StepGraph } from "../../trace/graph";
import { recordStep } from "../../trace/record";
import { isScalar } from "../../trace/schedule";
import { overlap } from "./hazards";
import { type Plan, type Planned, planStep, wholeReductions } from "./plan";

const WORKGROUP = 64;
/** the guaranteed workgroup memory, in float32 numbers */
const GUARANTEED = 16384 / 4;
/** so little that most matrices must go elsewhere */
const SCARCE = 100;

const small = cases().filter(({ lanes }) => lanes[0]!.loss !== "digits");
const planned = small.flatMap((each) =>
  [GUARANTEED, SCARCE].map((capacity) => {
    const { program, inputs, states } = batchOf(each.lanes, {});
    return {
      name: each.name,
      capacity,
      plan: planStep(recordStep(program, inputs[0]!, states[0]!), WORKGROUP, capacity),
    };
  }),
);

/**
 * Steps through the plan as a machine would and keeps for each space which value holds which entry: reading a value that
 * another one has overwritten, or a reduction that is not combined, throws. Loops are walked twice, so that values must survive their first trial.
 */
function execute(plan: Plan): void {
  const held = { workgroup: [] as (NodeId | undefined)[], scratch: [] as (NodeId | undefined)[] };
  const { graph } = plan;
  const write = (id: NodeId) => {
    const place = plan.places.get(id);
    if (place) held[place.space].fill(id, place.offset, place.offset + place.entries);
  };
  const read = (id: NodeId) => {
    const origin = plan.origin(id);
    const place = plan.places.get(origin);
    if (!place) return;
    const found = held[place.space].slice(place.offset, place.offset + place.entries);
    if (found.some((holder) => holder !== origin)) throw new Error(`node ${origin} was overwritten`);
  };
  const known = new Set<NodeId>();
  const run = (body: readonly NodeId[]) => {
    for (const instruction of plan.scope(body)) {
      if (instruction.kind === "combine") {
        for (const id of instruction.ids) known.add(id);
        continue;
      }
      const parts = wholeReductions(graph, instruction);
      const ids = instruction.kind === "single" ? [instruction.id] : instruction.ids;
      const inside = new Set(ids);
      const nodes = ids.map((id) => graph.nodes[id]!);
      for (const id of nodes.flatMap(({ operands }) => operands)) {
        if (inside.has(id)) continue;
        if (!known.has(id)) throw new Error(`node ${id} is read before it is known`);
        read(id);
      }
      for (const node of nodes) {
        if (!parts.includes(node.id)) known.add(node.id);
        if (node.kind === "repeatUntil") for (let trial = 0; trial < 2; trial++) run(node.body);
        else if (instruction.kind === "sweep") write(node.id);
      }
    }
  };
  for (const space of ["workgroup", "scratch"] as const) held[space].length = plan.size[space];
  for (const id of graph.body) if (graph.nodes[id]!.kind === "input") write(id);
  run(graph.body);
  for (const id of graph.theta) read(id);
  for (const id of [...graph.row, graph.step]) if (!known.has(id)) throw new Error(`column ${id} is not known`);
}

describe.each(planned)("the plan of $name in $capacity entries", ({ plan, capacity }) => {
  test("never overwrites a value that is read later", () => {
    execute(plan);
  });

  test("keeps to the workgroup's memory", () => {
    expect(plan.size.workgroup).toBeLessThanOrEqual(capacity);
    const places = [...plan.places.values(), plan.partials];
    for (const { space, offset, entries } of places) expect(offset + entries).toBeLessThanOrEqual(plan.size[space]);
  });

  test("leaves trained matrices and partial results to themselves", () => {
    const lasting = [...plan.theta.flatMap((place) => place ?? []), plan.partials];
    for (const place of lasting) {
      const own = [...plan.places.values()].filter((other) => overlap(other, place));
      expect(own.every(({ offset, entries }) => offset === place.offset && entries === place.entries)).toBe(true);
    }
  });

  test("has a place for every matrix that another instruction reads", () => {
    for (const [instruction, outside] of readsOf(plan, plan.graph, plan.graph.body)) {
      for (const id of outside) {
        const node = plan.graph.nodes[plan.origin(id)]!;
        const known = isScalar(node) || node.kind === "input" || plan.places.has(node.id);
        expect(known, `${instruction.kind} reads ${id}`).toBe(true);
      }
    }
  });
});

function readsOf(plan: Plan, graph: StepGraph, body: readonly NodeId[]): [Planned, NodeId[]][] {
  return plan.scope(body).flatMap((instruction): [Planned, NodeId[]][] => {
    if (instruction.kind === "combine") return [];
    const ids = instruction.kind === "single" ? [instruction.id] : instruction.ids;
    const nodes = ids.map((id) => graph.nodes[id]!);
    const outside = nodes.flatMap(({ operands }) => operands).filter((id) => !ids.includes(id));
    const inner = nodes.flatMap((node) => (node.kind === "repeatUntil" ? readsOf(plan, graph, node.body) : []));
    return [[instruction, outside], ...inner];
  });
}

test("a step at (16, 16, 4) fits into the guaranteed memory, and writes new factors over old ones", () => {
  const { program, inputs, states } = batchOf(
    [{ ...small[0]!.lanes[0]!, m: 16, n: 16, r: 4, init: "gauss", B: null, A: null }],
    {},
  );
  const graph = recordStep(program, inputs[0]!, states[0]!);
  const plan = planStep(graph, WORKGROUP, GUARANTEED);
  expect(plan.size.scratch).toBe(0);
  expect(graph.theta.map((id) => plan.places.get(id))).toEqual(plan.theta);
});
