import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { prepareLane } from "../lora/lane.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { createFloat64Engine } from "./float64/engine";
import { Float64Ops } from "./float64/ops";
import { createWatch } from "./watch";

const file = readFileSync(new URL("../../public/digits.bin", import.meta.url));
const digits = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);

/** How many audits a run of 100 steps gets, its state audited after every step. */
async function auditsOf(changes: Parameters<typeof laneConfig>[0]) {
  const T = 100;
  const lane = prepareLane(laneConfig(changes), { digits }, new Float64Ops());
  const watch = createWatch([lane], "float64", T);
  await watch.auditStart(0);
  const run = await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state]);
  for (let t = 1; t <= T; t++) watch.audit(0, t, (await run.advance(1)).states[0]!);
  return watch.entries(0).find(({ id }) => id === "smoothness")!.evaluated;
}

describe("a watched run is audited", () => {
  it("at t < 16, then 32 times a decade, and at the last iterate", async () => {
    // 16 · 10^(k/32) ≤ 100 for k = 0 … 25, and 100 itself
    expect(await auditsOf({})).toBe(16 + 26 + 1);
  });

  it("one time in eight where the data are large, the last iterate included", { timeout: 30_000 }, async () => {
    expect(await auditsOf({ loss: "digits", L: null })).toBe(2 + 4 + 1);
  });

  it("not at all where a decomposition of G would be felt", async () => {
    expect(await auditsOf({ m: 130, n: 130, r: 1 })).toBe(0);
    const lane = prepareLane(laneConfig({ m: 130, n: 130, r: 1 }), {}, new Float64Ops());
    const entry = createWatch([lane], "float64", 10)
      .entries(0)
      .find(({ id }) => id === "balance")!;
    expect(entry.reason).toBe("W is 130×130: too large to audit its iterates");
  });
});
