import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type LaneInputs, type LaneState, linked, type StepProgram } from "../../lora/program";
import { fromRows } from "../../math/matrix";
import { createDraws } from "../../math/random";
import { batchOf, cases, relativeDistance } from "../conformance.fixtures";
import { createFloat64Engine } from "../float64/engine";
import { Float64Ops } from "../float64/ops";
import { drawnShapes } from "../links";
import { evaluateStep } from "./evaluate";
import { dependencies, type NodeId, type StepGraph } from "./graph";
import { recordStep } from "./record";

/** Sums are taken in another order: a few hundred roundings. */
const ROUNDING = 1e-12;
const bytes = readFileSync("public/digits.bin");
const assets = { digits: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) };

/** Every scope of the graph, loop bodies included. */
function scopes(graph: StepGraph, body: readonly NodeId[] = graph.body): (readonly NodeId[])[] {
  return [
    body,
    ...body.flatMap((id) => {
      const node = graph.nodes[id]!;
      return node.kind === "repeatUntil" ? scopes(graph, node.body) : [];
    }),
  ];
}

describe.each(cases())("the recorded step of $name", ({ lanes }) => {
  const { program, inputs, states } = batchOf(lanes, assets);
  const graph = recordStep(program, inputs[0]!, states[0]!);

  it("computes what the formula computes, for every lane", async () => {
    for (const [lane, state] of states.entries()) {
      // without its chain, so that no link follows
      const { chain: _, ...step } = inputs[lane]!;
      const run = await createFloat64Engine().start(program, [step], [state]);
      const expected = await run.advance(1);
      const result = evaluateStep(graph, inputs[lane]!, state);
      expect(
        relativeDistance(
          result.row,
          expected.columns.map((column) => column[0]!),
        ),
      ).toBeLessThan(ROUNDING);
      result.theta.forEach((X, i) => {
        expect(relativeDistance(X.data, expected.states[0]!.theta[i]!.data)).toBeLessThan(ROUNDING);
      });
      expect(result.step).toBeCloseTo(expected.states[0]!.previousStep, 12);
    }
  });

  it("computes the link after it, which the host's formula makes of the same state", () => {
    const o = new Float64Ops();
    for (const [lane, state] of states.entries()) {
      const drawn = drawnShapes(inputs[lane]!, state).map(({ rows, columns }) =>
        createDraws(lane).normals(rows, columns),
      );
      if (drawn.length === 0) continue;
      const plain = evaluateStep(graph, inputs[lane]!, state);
      const result = evaluateStep(graph, inputs[lane]!, state, drawn);
      const expected = linked(o, program.method, plain.theta, { isLink: 1, drawn });
      expect(result.row).toEqual(plain.row);
      result.theta.forEach((X, i) => {
        expect(relativeDistance(X.data, expected[i]!.data)).toBeLessThan(ROUNDING);
      });
    }
  });

  it("lists operands before their users and nothing that no output needs", () => {
    const listed = scopes(graph).flat();
    const used = new Set([
      ...graph.row,
      ...graph.theta,
      graph.step,
      ...listed.flatMap((id) => dependencies(graph.nodes[id]!)),
    ]);
    expect(new Set(listed).size).toBe(listed.length);
    for (const id of listed) {
      expect(graph.nodes[id]!.operands.every((operand) => operand < id && listed.includes(operand))).toBe(true);
      expect(used.has(id)).toBe(true);
    }
  });
});

describe("recording", () => {
  const X = fromRows([
    [1, -2],
    [3, 4],
  ]);
  const inputs: LaneInputs = { W0: X, matrices: {}, scalars: {}, L: 3, eta: 0.5 };
  const state: LaneState = { theta: [X], previousStep: 1 };
  /** A program whose loss value is `value`, with gradient 0. */
  const programOf = (value: StepProgram["loss"]["at"]): StepProgram => {
    const { program } = batchOf([cases().find(({ name }) => name.startsWith("quadratic × full"))!.lanes[0]!], {});
    return { ...program, loss: { ...program.loss, at: value }, m: 2, n: 2 };
  };
  const count = (graph: StepGraph, body: readonly NodeId[], kind: string) =>
    body.filter((id) => graph.nodes[id]!.kind === kind).length;

  it("records an operation once, however often the formula asks for it", () => {
    const graph = recordStep(
      programOf((o, _, W) => ({
        value: () => o.plus(o.sum(o.matmul(W, W)), o.sum(o.matmul(W, W))),
        gradient: () => W,
      })),
      inputs,
      state,
    );
    expect(count(graph, graph.body, "product")).toBe(1);
  });

  it("folds operations on constants", () => {
    const graph = recordStep(
      programOf((o, _, W) => ({ value: () => o.times(o.sqrt(9), o.plus(1, 1)), gradient: () => W })),
      inputs,
      state,
    );
    expect(graph.nodes[graph.row[0]!]).toMatchObject({ kind: "constant", value: 6 });
  });

  it("moves what a loop does not change out of it, and keeps the loop's value", () => {
    const graph = recordStep(
      programOf((o, _, W) => ({
        value: () =>
          o.repeatUntil(20, o.constant(1), (x) => ({ done: o.atMost(o.sum(o.matmul(W, W)), x), next: o.times(2, x) })),
        gradient: () => W,
      })),
      inputs,
      state,
    );
    const loop = graph.nodes[graph.row[0]!]!;
    if (loop.kind !== "repeatUntil") throw new Error("the value is not the loop");
    expect(count(graph, loop.body, "product")).toBe(0);
    expect(count(graph, graph.body, "product")).toBe(1);
    // Σ X² = −5 − 10 + 15 + 10 = 10, the first power of two above it is 16
    expect(evaluateStep(graph, inputs, state).row[0]).toBe(16);
  });

  it("gives the value after the last trial where a loop runs into its limit", () => {
    const graph = recordStep(
      programOf((o, _, W) => ({
        value: () => o.repeatUntil(3, o.constant(1), (x) => ({ done: o.atMost(x, 0), next: o.times(2, x) })),
        gradient: () => W,
      })),
      inputs,
      state,
    );
    expect(evaluateStep(graph, inputs, state).row[0]).toBe(8);
  });

  it("refuses shapes that do not fit, naming them", () => {
    const wrong = programOf((o, _, W) => ({ value: () => o.sum(o.add(W, o.reshape(W, 1, 4))), gradient: () => W }));
    expect(() => recordStep(wrong, inputs, state)).toThrow(/add: 2×2 does not fit 2×4/);
  });
});
