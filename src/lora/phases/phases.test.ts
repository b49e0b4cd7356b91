import { describe, expect, test } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import { matrix } from "../../math/matrix";
import { nextAudited } from "../certificates/auditSteps";
import { toleranceOfLoss } from "../certificates/constants";
import type { LaneConfig } from "../experiment";
import { prepareLane } from "../lane.fixtures";
import { laneConfig } from "../laneConfig.fixtures";
import { phasesOf } from "./phases";
import type { Phase, Sample } from "./types";
import { labelOf, sentenceOf } from "./words";

async function phasesOfRun(changes: Partial<LaneConfig>, T: number): Promise<readonly Phase[]> {
  const lane = prepareLane(laneConfig(changes), {}, new Float64Ops());
  const { columns } = await (await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state])).advance(
    T + 1,
  );
  const [J, sSq, eta, vSq, g] = columns as readonly Float64Array[];
  const samples: Sample[] = [];
  for (let t = 0; ; t = nextAudited(t + 1, T)) {
    samples.push({ t, J: J![t]!, sSq: sSq![t]!, eta: eta![t]!, vSq: vSq![t]!, g: g![t]! });
    if (t === T || !Number.isFinite(J![t]!)) break;
  }
  const { theory, L, infimum, rankOptimum, escapeSigma: sigma1 } = lane.facts;
  const { factored, V0Sq } = theory;
  const tolerance = toleranceOfLoss(theory, "float64");
  return phasesOf(samples, {
    ...{ factored, L, attainable: rankOptimum ?? infimum, sigma1, tolerance },
    ...{ V0Sq, smallest: 2 ** -1022 },
  });
}

const kinds = (phases: readonly Phase[]) => phases.map((phase) => phase.kind);
const scalar = (x: number) => matrix(1, 1, Float64Array.of(x));
const oneByOne = { m: 1, n: 1, r: 1, L: 1 };

describe("a run is told in the phases that it went through", () => {
  test("the opening run: at the saddle, escape at the predicted rate, directions learned, then linear convergence", async () => {
    const phases = await phasesOfRun({ trank: 4, init: "gauss", scale: 0.001 }, 1500);
    expect(kinds(phases).slice(0, 2)).toEqual(["saddle", "escape"]);
    const escaping = phases[1];
    expect(Math.abs(escaping!.measured! / escaping!.predicted! - 1)).toBeLessThan(2e-3);
    expect(phases.at(-1)!.kind).toBe("linear");
    expect(phases.at(-1)!.measured).toBeLessThan(1);
    // From one direction to the next the gradient rises and falls: no power law.
    expect(phases.find((phase) => phase.kind === "descent")!.measured).toBeNull();
    expect(kinds(phases).filter((kind) => kind === "linear")).toHaveLength(1);
  });

  test("on the stable line of 1×1: it flows into V = 0", async () => {
    const start = { target: scalar(1), init: "user", B: scalar(-0.8), A: scalar(0.8) };
    const phases = await phasesOfRun({ ...oneByOne, ...start }, 300);
    expect(kinds(phases)).toContain("inflow");
    // ‖V‖ ↦ (1 − ησ₁)‖V‖ with η = 1/(5√2) near the origin and σ₁ = 1
    const inflow = phases.find((phase) => phase.kind === "inflow")!;
    expect(inflow.measured).toBeCloseTo(1 - 1 / (5 * Math.SQRT2), 2);
  });

  test("a chain, whose factors begin anew at every step, is not called lazy, and its factor ends before the gradient is 0", async () => {
    const phases = await phasesOfRun({ m: 6, n: 5, r: 2, method: "rac", step: "auto" }, 300);
    expect(kinds(phases)).toEqual(["descent", "linear", "stationary"]);
    // On the isotropic quadratic each drawn direction is learned at once: E‖G‖² falls by 1 − r/n = 0.6 a step.
    expect(phases[1]!.measured).toBeGreaterThan(0.3);
    expect(phases[1]!.measured).toBeLessThan(0.6);
  });

  test("V = 0: at the origin from the first iterate to the last", async () => {
    const phases = await phasesOfRun({ init: "zero" }, 100);
    expect(phases).toEqual([{ kind: "origin", from: 0, to: 100, measured: null, predicted: null }]);
  });

  test("a large A and B = 0: lazy, the loss falls while ‖V‖ stands", async () => {
    expect(kinds(await phasesOfRun({ m: 8, n: 6, r: 6, L: 1, scale: 5 }, 3000))).toContain("lazy");
  });

  test("power tail: descent with the exponent of the theory, −(2p + 1)/(p + 2)", async () => {
    const half = scalar(Math.SQRT1_2);
    const start = { loss: "power-tail", p: 0.1, init: "user", B: half, A: half };
    const last = (await phasesOfRun({ ...oneByOne, ...start }, 100_000)).at(-1)!;
    expect(last.kind).toBe("descent");
    expect(last.measured!).toBeLessThan(-0.5);
    expect(last.measured!).toBeGreaterThan(-0.65);
  });

  test("a constant step far too long: divergence", async () => {
    const phases = await phasesOfRun({ step: "constant", eta: { value: 1, perL: false } }, 200);
    expect(phases.at(-1)!.kind).toBe("divergence");
  });

  test("long after convergence: the rounding floor", async () => {
    const phases = await phasesOfRun({ m: 8, n: 6, r: 2, L: 1 }, 10_000);
    expect(kinds(phases).slice(-2)).toEqual(["linear", "floor"]);
  });

  test("full-rank descent knows no saddle at V = 0: linear convergence, then exact", async () => {
    const phases = await phasesOfRun({ method: "full", step: "constant", eta: { value: 0.1, perL: true } }, 100);
    expect(kinds(phases)).not.toContain("escape");
    expect(phases.at(-1)!.kind).toBe("linear");
    expect(phases.at(-1)!.measured).toBeCloseTo(0.81, 6);
  });

  test("the stable line is never taken for rounding, down to ‖∇J‖² = 1e-130", async () => {
    const start = { target: scalar(1), init: "user", B: scalar(-0.8), A: scalar(0.8) };
    expect(kinds(await phasesOfRun({ ...oneByOne, ...start }, 1000)).at(-1)).toBe("inflow");
  });

  test("full-rank descent that lands on the minimum has gradient exactly 0, and no V to be 0", async () => {
    const phases = await phasesOfRun({ method: "full" }, 200);
    expect(kinds(phases).at(-1)).toBe("stationary");
    expect(kinds(phases)).not.toContain("linear");
    expect(labelOf(phases.at(-1)!)).toBe("gradient exactly 0");
  });

  test("a run that nears its best rank-r loss is not on a plateau", async () => {
    expect(kinds(await phasesOfRun({}, 3000)).at(-1)).not.toBe("plateau");
  });

  test("a V that float32 no longer holds is called too small, and V = 0 only where the run began there", () => {
    const at = (t: number, vSq: number, g = 1): Sample => ({ t, J: 1, sSq: 0, eta: 1, vSq, g });
    const facts = { factored: true, L: 1, attainable: 0, sigma1: 1, smallest: 2 ** -126, tolerance: () => 0 };
    const kindOf = (V0Sq: number, vSq: number) => kinds(phasesOf([at(0, vSq), at(9, vSq)], { ...facts, V0Sq }));
    expect(kindOf(1e-50, 0)).toEqual(["underflow"]);
    expect(kindOf(0, 0)).toEqual(["origin"]);
    expect(kindOf(1, 1e-39)).toEqual(["underflow"]);
    expect(kindOf(1, 1)).toEqual(["stationary"]);
  });

  test("one row or none has no phase", async () => {
    expect(
      phasesOf([], { factored: true, L: 1, attainable: 0, sigma1: 1, V0Sq: 1, smallest: 0, tolerance: () => 0 }),
    ).toEqual([]);
    expect(await phasesOfRun({}, 0)).toEqual([]);
  });
});

test("a descent says of which quantity its exponent is, with a minus sign that is one", () => {
  const phase = { kind: "descent", from: 5, to: 300, measured: -0.571, predicted: null } as const;
  expect(labelOf(phase)).toBe("descent, ‖∇J‖² ~ t^−0.57");
  expect(sentenceOf(phase)).toBe("From t = 5 to 300 the loss falls (‖∇J‖² ~ t^−0.57).");
});

test("phases follow one another without a gap, and each has words", async () => {
  const phases = await phasesOfRun({ trank: 4, init: "gauss", scale: 0.001 }, 1500);
  phases.slice(1).forEach((phase, i) => {
    expect(phase.from).toBe(phases[i]!.to);
  });
  for (const phase of phases) {
    expect(labelOf(phase)).not.toMatch(/NaN|null|undefined/);
    expect(sentenceOf(phase)).toMatch(/^From t = \d+ to \d+ .*\.$/);
  }
});
