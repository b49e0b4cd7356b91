import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import type { LaneConfig } from "../experiment";
import { prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";

async function columnsOf(changes: Partial<LaneConfig>, T: number) {
  const lane = prepareLane(laneConfig({ m: 5, n: 4, r: 2, ...changes }), {}, new Float64Ops());
  const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
  const { columns } = await run.advance(T + 1);
  const [J, sSq, eta, vSq, g] = columns as readonly [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { J, sSq, eta, vSq, g, L: lane.inputs.L };
}

describe("each rule is its formula at every iterate", () => {
  const root2 = Math.SQRT2;
  test.each([
    ["paper", (L: number, v: number, g: number) => Math.min(1 / (5 * root2 * L * (v + g)), 1)],
    ["paper-v3", (L: number, v: number, g: number) => Math.min(1 / (4 * root2 * L * (v + g)), 1)],
    ["star", (L: number, v: number, g: number) => 1 / (L * v + g)],
    ["constant", () => 0.01],
  ] as const)("%s", async (step, formula) => {
    const { eta, vSq, g, L } = await columnsOf({ step, eta: { value: 0.01, perL: false } }, 50);
    for (let t = 0; t <= 50; t++) expect(eta[t]! / formula(L, vSq[t]!, g[t]!)).toBeCloseTo(1, 13);
  });

  test("rule (8) is capped at 1, and is 1 where V and G are 0", async () => {
    expect((await columnsOf({ L: 1e-3, step: "paper" }, 0)).eta[0]).toBe(1);
    expect((await columnsOf({ init: "zero", tscale: 1e-6, W0scale: 0, step: "paper" }, 0)).eta[0]).toBe(1);
  });
});

describe("Armijo's rule", () => {
  test("lowers the loss by half of the slope's promise, and twice the step would not do or was not tried", async () => {
    const { J, sSq, eta } = await columnsOf({ step: "armijo", init: "gauss" }, 60);
    for (let t = 0; t < 60; t++) {
      expect(J[t + 1]).toBeLessThanOrEqual(J[t]! - 0.5 * eta[t]! * sSq[t]! + 1e-13 * J[0]!);
      // The first try is twice the last step, then halves: every ratio is a power of two, at most 2.
      const ratio = Math.log2(eta[t + 1]! / eta[t]!);
      expect(ratio).toBeCloseTo(Math.round(ratio), 12);
      expect(ratio).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  test("at a stationary point the step is 1, for ever", async () => {
    const { eta, J } = await columnsOf({ step: "armijo", init: "zero" }, 2000);
    expect(new Set(eta)).toEqual(new Set([1]));
    expect(new Set(J).size).toBe(1);
  });
});
