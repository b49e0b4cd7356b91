import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { prepareLane } from "../lora/lane.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { createFloat64Engine } from "./float64/engine";
import { Float64Ops } from "./float64/ops";
import { expectStableLine, expectStillAtOrigin, LINE_STEPS, lossIds } from "./origin.fixtures";

const file = readFileSync(new URL("../../public/digits.bin", import.meta.url));
const digits = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);

describe("V = 0 on float64", () => {
  it.each(lossIds)("is stationary for %s: the gradient is exactly 0 and nothing moves", (loss) =>
    expectStillAtOrigin(createFloat64Engine(), loss, { digits }),
  );

  it(`keeps the stable line of a 1×1 quadratic for ${LINE_STEPS} steps`, () => expectStableLine(createFloat64Engine()));

  it("ejects a larger run from the stable set by round-off, as theory §b says, after some hundred steps", async () => {
    const config = laneConfig({ m: 6, n: 4, r: 2, L: 1, init: "stable", scale: 0.5, step: "paper" });
    const lane = prepareLane(config, {}, new Float64Ops());
    const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
    const { columns } = await run.advance(2000);
    const J = columns[0]!;
    const vSq = columns[lane.program.columns.indexOf("v_norm_sq")]!;
    // It first falls towards V = 0, where J is ½‖T‖², and only then below it.
    const J0 = lane.inputs.matrices.T!.data.reduce((sum, x) => sum + (x * x) / 2, 0);
    const escaped = J.findIndex((value) => value < 0.9 * J0);
    expect(escaped).toBeGreaterThan(100);
    expect(escaped).toBeLessThan(1000);
    expect(Math.min(...vSq.subarray(0, escaped))).toBeLessThan(0.05 * vSq[0]!);
    run.dispose();
  });
});
