import { describe, expect, test } from "vitest";
import { goldens, isBuilt, laneConfigOf } from "../../lora/golden/goldens.fixtures";
import { prepareLane } from "../../lora/lane.fixtures";
import { laneConfig } from "../../lora/laneConfig.fixtures";
import { createFloat64Engine } from "./engine";
import { Float64Ops } from "./ops";

const base = laneConfig();

/** Theory §i: |error| ≤ rtol·|value| + 1e-13·|value at t = 0|, rtol = max(1e-11, 1e3·sensitivity). */
const FLOOR = 1e-11;
const SENSITIVITY_FACTOR = 1e3;
const ABSOLUTE = 1e-13;
/** A record whose rtol would exceed this is at round-off or on the stable manifold: it says nothing. */
const MEANINGLESS = 1e-3;
/** Goldens of the families that exist; grows with them, so that none is lost by accident. */
const BUILT = 47;

const built = goldens.filter((golden) => isBuilt(laneConfigOf(golden, base)));

describe("the float64 engine reproduces the NumPy oracle", () => {
  test(`${BUILT} golden trajectories are within the families that exist`, () => {
    expect(built.map((golden) => golden.id)).toHaveLength(BUILT);
  });

  test.each(built.map((golden) => [golden.id, golden] as const))("%s", async (_, golden) => {
    const lane = prepareLane(laneConfigOf(golden, base), {}, new Float64Ops());
    // The oracle leaves the minimum of a ridge loss at its lower bound 0.
    if (lane.config.lam > 0) expect(lane.facts.infimum).toBeGreaterThanOrEqual(golden.Lstar);
    else expect(Math.abs(lane.facts.infimum - golden.Lstar)).toBeLessThanOrEqual(1e-12 * Math.max(1, golden.Lstar));
    const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
    const { columns } = await run.advance(golden.T + 1);
    const [loss, gradNormSq, stepSize, vNormSq, lossGradNorm] = columns;
    const seen: Record<string, (t: number) => number> = {
      loss: (t) => loss![t]!,
      grad_norm: (t) => Math.sqrt(gradNormSq![t]!),
      eta: (t) => stepSize![t]!,
      v_norm_sq: (t) => vNormSq![t]!,
      g_norm: (t) => lossGradNorm![t]!,
    };
    const failures: string[] = [];
    let compared = 0;
    golden.metrics.t!.forEach((t, i) => {
      const rtol = Math.max(FLOOR, SENSITIVITY_FACTOR * golden.sensitivity[i]!);
      if (rtol > MEANINGLESS) return;
      for (const [name, at] of Object.entries(seen)) {
        const expected = golden.metrics[name]![i]!;
        const allowed = rtol * Math.abs(expected) + ABSOLUTE * Math.abs(golden.metrics[name]![0]!);
        compared++;
        if (!(Math.abs(at(t) - expected) <= allowed)) failures.push(`t=${t} ${name}: ${at(t)} against ${expected}`);
      }
    });
    expect(failures).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(20);
  });
});
