import { describe, expect, test } from "vitest";
import type { LaneConfig } from "../lora/experiment";
import { baseLane, batchOf } from "./conformance.fixtures";
import type { RunBlock } from "./engine";
import { createFloat64Engine } from "./float64/engine";
import { linksAtOnce, linksWithin } from "./links";

const chains: readonly Partial<LaneConfig>[] = [
  { method: "rac", r: 5 },
  { method: "bernoulli", r: 5, period: 2 },
  { method: "cola", r: 7, period: 3 },
  { method: "sgd", loss: "softmax", N: 200, batch: 7 },
];

async function blocks(lanes: readonly LaneConfig[], ...rows: number[]): Promise<RunBlock[]> {
  const { program, inputs, states } = batchOf(lanes, {});
  const run = await createFloat64Engine().start(program, inputs, states);
  const results: RunBlock[] = [];
  for (const k of rows) results.push(await run.advance(k));
  return results;
}

describe.each(chains.map((chain) => [JSON.stringify(chain), chain] as const))("the chain %s", (_, chain) => {
  const lanes = [chain, { ...chain, seed: 3, mseed: 8 }].map((each): LaneConfig => ({ ...baseLane, ...each }));

  test("goes on through blocks of more links than are handed to the engine at once", async () => {
    const entries = 6 * 7;
    const k = 2 * linksAtOnce(entries) + 100;
    const [whole] = await blocks(lanes, k);
    const cut = await blocks(lanes, 1, 999, k - 1000);
    expect(cut.at(-1)!.states).toEqual(whole!.states);
    const last = cut.at(-1)!.columns[0]!;
    expect([...last.subarray(-10)]).toEqual([...whole!.columns[0]!.subarray(-10)]);
  });
});

test("links within some steps are counted from the first of these", () => {
  const links = [0, 3, 4, 9].map((step) => ({ step, drawn: [] }));
  expect(linksWithin(links, 3, 6).map(({ step }) => step)).toEqual([0, 1]);
});

test("at least one link is handed over, however much it draws, and never more than a few thousand", () => {
  expect([2 ** 20, 2 ** 14, 1, 0].map(linksAtOnce)).toEqual([1, 4, 4096, 4096]);
});
