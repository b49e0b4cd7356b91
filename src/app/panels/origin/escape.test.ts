import { describe, expect, test } from "vitest";
import { plainHistory } from "../../../charts/history.fixtures";
import { createFloat64Engine } from "../../../engine/float64/engine";
import { Float64Ops } from "../../../engine/float64/ops";
import type { LaneConfig } from "../../../lora/experiment";
import { prepareLane } from "../../../lora/lane.fixtures";
import { laneConfig } from "../../../lora/laneConfig.fixtures";
import { createObserver } from "../../../lora/origin/observer";
import { createEscapeWatch, isOnStableSpace, predictedEscape } from "./escape";

async function run(changes: Partial<LaneConfig>, T: number) {
  const lane = prepareLane(laneConfig(changes), {}, new Float64Ops());
  const observer = createObserver([lane], () => new Float64Ops());
  const [start] = observer.observe({ t: 0, states: [{ ...lane.state, lane: 0 }] });
  const { columns } = await (await createFloat64Engine().start(lane.program, [lane.inputs], [lane.state])).advance(
    T + 1,
  );
  const rows = Object.fromEntries(lane.program.columns.map((id, c) => [id, Array.from(columns[c]!)]));
  const { lossAtOrigin: J0, saddleSigma } = observer.frames[0]!;
  const facts = { J0, sigma1: saddleSigma![0]!, L: lane.facts.L };
  return { start: start!, facts, history: plainHistory(rows) };
}

describe("the escape from V = 0", () => {
  // theory §h3: target 8×6 with σ₁ = 2, r = 2, L = 1
  test.each([
    // with the step at V_0; theory's 20 takes its limit at V = 0
    [1e-1, 22, 22],
    [1e-2, 43, 44],
    [1e-4, 90, 90],
    [1e-6, 136, 137],
    [1e-8, 182, 183],
  ])("from scale %s: predicted %i, seen %i", async (scale, predicted, seen) => {
    const probe = await run({ m: 8, n: 6, r: 2, L: 1, init: "gauss", scale }, 1);
    const tscale = 2 / probe.facts.sigma1;
    const { start, facts, history } = await run({ m: 8, n: 6, r: 2, L: 1, init: "gauss", scale, tscale }, 200);
    expect(facts.sigma1).toBeCloseTo(2, 12);
    expect(createEscapeWatch(facts, history)()).toBe(seen);
    expect(Math.round(predictedEscape(facts, history, start)!)).toBe(predicted);
  });

  test("far from V = 0 nothing is predicted, and nothing measured before it has happened", async () => {
    const { start, facts, history } = await run({ m: 8, n: 6, r: 2, L: 1, scale: 3 }, 3);
    expect(predictedEscape(facts, history, start)).toBeNull();
    expect(createEscapeWatch(facts, history)()).toBeNull();
  });
});

test("a stable start is told from others, and is ejected by round-off (theory §b: t = 357)", async () => {
  const stable = await run({ m: 6, n: 4, r: 2, L: 1, init: "stable", scale: 0.5 }, 600);
  expect(isOnStableSpace(stable.start)).toBe(true);
  expect(createEscapeWatch(stable.facts, stable.history)()).toBeGreaterThan(200);
  const gauss = await run({ m: 6, n: 4, r: 2, L: 1, init: "gauss", scale: 0.5 }, 1);
  expect(isOnStableSpace(gauss.start)).toBe(false);
});
