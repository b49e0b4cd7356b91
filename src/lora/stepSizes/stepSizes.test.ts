import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import { matrix } from "../../math/matrix";
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

interface Sizes {
  readonly v: number;
  readonly g: number;
  readonly J: number;
  readonly s: number;
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

  test.each([
    ["sharp", 1, (L: number, v: number, g: number) => [(L * v * v + g) / 2, (L * v) / 2, L / 8]],
    ["sharp-min", 2, (L: number, v: number, g: number) => [(L * v * v + g) / 2, (L * v) / 2, L / 8]],
    ["corrected", 1, (L: number, v: number, g: number) => [root2 * L * v * v + g, root2 * L * v, (root2 / 4) * L]],
    [
      "printed",
      1,
      (L: number, v: number, g: number) => [
        root2 * L * v * v + g,
        L * ((2 * root2 * v) / 3 + root2 / 3),
        (root2 / 4) * L,
      ],
    ],
  ] as const)("%s is a root of its bound, found to rounding, from V near 0 to far away", async (step, least, q) => {
    for (const scale of [1e-5, 1, 100]) {
      const { eta, sSq, vSq, g, J, L } = await columnsOf({ step, init: "gauss", scale }, 50);
      for (let t = 0; t <= 50; t++) {
        const [q2, q3, q4] = q(L, Math.sqrt(vSq[t]!), g[t]!) as [number, number, number];
        const [e, s] = [eta[t]!, Math.sqrt(sSq[t]!)];
        const weights = least === 1 ? [1, 1, 1] : [2, 3, 4];
        expect(weights[0]! * q2 * e + weights[1]! * q3 * s * e * e + weights[2]! * q4 * sSq[t]! * e ** 3).toBeCloseTo(
          1,
          12,
        );
        if (t < 50) expect(J[t + 1]).toBeLessThanOrEqual(J[t]! + 1e-13 * J[0]!);
      }
    }
  });

  test("the polynomial rules are 2/L and 1/L for full-rank descent, where V is 0", async () => {
    for (const step of ["sharp", "corrected", "printed"]) {
      expect((await columnsOf({ step, method: "full", L: 4 }, 0)).eta[0]).toBe(0.5);
    }
    expect((await columnsOf({ step: "sharp-min", method: "full", L: 4 }, 0)).eta[0]).toBe(0.25);
  });

  test.each([
    ["norm-g", ({ v, g }: Sizes) => v + g],
    ["norm-loss", ({ v, J }: Sizes) => v + Math.sqrt(J)],
    ["norm-grad", ({ s }: Sizes) => Math.sqrt(s)],
  ] as const)(
    "%s is the gain over its size of the iterate, and the gain itself where that is 0",
    async (step, size) => {
      const { eta, sSq, vSq, g, J } = await columnsOf({ step, gain: 0.02, init: "gauss" }, 30);
      for (let t = 0; t <= 30; t++) {
        const sizes = { v: vSq[t]!, g: g[t]!, J: J[t]!, s: Math.sqrt(sSq[t]!) };
        expect((eta[t]! * size(sizes)) / 0.02).toBeCloseTo(1, 12);
      }
      const atRest = await columnsOf({ step, gain: 0.3, init: "zero", target: matrix(5, 4) }, 0);
      expect(atRest.eta[0]).toBe(0.3);
    },
  );

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
