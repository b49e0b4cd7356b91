import { describe, expect, it } from "vitest";
import { baseLane, batchOf } from "../conformance.fixtures";
import { createFloat64Engine } from "../float64/engine";
import { createWebglEngine } from "./webgl";
import { createWebgpuEngine } from "./webgpu";

describe.each([
  ["webgpu", createWebgpuEngine],
  ["webgl", createWebglEngine],
])("%s", (_, create) => {
  it("follows float64", async () => {
    const engine = await create({ allowSoftware: true });
    const batch = batchOf([baseLane, { ...baseLane, r: 2, seed: 9 }], {});
    const run = await engine.start(batch.program, batch.inputs, batch.states);
    const before = performance.now();
    const first = await run.advance(20);
    const mid = performance.now();
    const second = await run.advance(50);
    const end = performance.now();
    const ref = await createFloat64Engine().start(batch.program, batch.inputs, batch.states);
    const expected = await ref.advance(20);
    const facts = { info: engine.info, first: mid - before, second: (end - mid) / 50, memory: engine.memory() };
    run.dispose();
    const after = engine.memory();
    engine.dispose();
    expect({
      facts,
      after,
      got: first.columns.map((c) => [c[0], c[19], c[39]]),
      exp: expected.columns.map((c) => [c[0], c[19], c[39]]),
      s: second.columns[0]![49],
    }).toEqual(0);
  });
});
