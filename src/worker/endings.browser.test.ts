import { describe, expect, it } from "vitest";
import { devices } from "../engine/devices.fixtures";
import type { Engine } from "../engine/engine";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import type { LaneConfig } from "../lora/experiment";
import { batchLanes } from "../lora/lane";
import { prepareLane } from "../lora/lane.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { matrix } from "../math/matrix";
import { createRun } from "./run";

/** How a run of one lane ends: the last row, why it is the last, and ‖V‖² there. */
async function endingOf(engine: Engine, changes: Partial<LaneConfig>, T: number) {
  const lane = prepareLane(laneConfig(changes), {}, new Float64Ops());
  const run = await createRun(batchLanes([lane]), engine, T);
  let vNormSq = Number.NaN;
  try {
    while (run.lacks(T)) {
      const { blocks } = await run.advance(T, () => 0);
      for (const { columns, columnIds, rows } of blocks) vNormSq = columns[columnIds.indexOf("v_norm_sq")]![rows - 1]!;
    }
    const [end] = run.diverged;
    return { t: end?.t ?? T, reason: end?.reason ?? "finished", vNormSq };
  } finally {
    run.dispose();
  }
}

const scalar = (x: number) => matrix(1, 1, Float64Array.of(x));
const long = { step: "constant", eta: { value: 40, perL: false } } as const;
/** J is 10²⁶ and ‖∇J‖² 10⁴⁰: the practical step by the gradient's norm would be 0 in float32 for ever. */
const large = { init: "gauss", scale: 1e6, step: "norm-grad", gain: 1e-6 } as const;
/** On the stable line, where V halves every few steps. */
const inflow = {
  ...{ m: 1, n: 1, r: 1, L: 1, init: "user", target: scalar(1) },
  ...{ B: scalar(-0.8), A: scalar(0.8) },
} as const;

describe("a run that leaves the range of float64", () => {
  it("ends at the row where it does, and says so", async () => {
    const ending = await endingOf(createFloat64Engine(), long, 200);
    expect(ending.t).toBeLessThan(20);
    expect(ending.reason).toMatch(/^The loss (is|overflows).* the run diverged/);
  });

  it("goes on where float32 would overflow, and down to numbers that float32 does not have", async () => {
    expect(await endingOf(createFloat64Engine(), large, 20)).toMatchObject({ t: 20, reason: "finished" });
    const { vNormSq } = await endingOf(createFloat64Engine(), inflow, 300);
    expect(vNormSq).toBeGreaterThan(0);
    expect(vNormSq).toBeLessThan(2 ** -126);
  });
});

describe.each(devices.map((device) => [device.name, device] as const))("on %s a run", (_, { open }) => {
  it("ends in a stated way where float32 does: overflow at its row, and what is too small as 0", async () => {
    const engine = await open();
    try {
      const diverged = await endingOf(engine, long, 200);
      const reference = await endingOf(createFloat64Engine(), long, 200);
      // The loss is cubed at every step, so that narrower limits are met a row earlier, or two; ‖∇J‖² may be the first to pass its own.
      expect(reference.t - diverged.t).toBeGreaterThanOrEqual(0);
      expect(reference.t - diverged.t).toBeLessThanOrEqual(2);
      expect(diverged.reason).toMatch(new RegExp(`^(The loss|‖∇J‖²) (is|overflows) .*at t = ${diverged.t}`));
      expect(await endingOf(engine, large, 20)).toMatchObject({
        t: 0,
        reason:
          "‖∇J‖² overflows float32 at t = 0 (its largest number is 3.4e+38): the run is stopped; engine=float64 goes further.",
      });
      expect(await endingOf(engine, inflow, 300)).toEqual({ t: 300, reason: "finished", vNormSq: 0 });
    } finally {
      engine.dispose();
    }
  });
});
