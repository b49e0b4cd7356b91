import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LaneBatch } from "../../lora/lane";
import { matrix } from "../../math/matrix";
import { createFloat64Engine } from "../float64/engine";
import { batchesOf, compareOn } from "./agreement.fixtures";
import { compareStep } from "./compareStep.fixtures";
import { experiments } from "./experiments.fixtures";
import { asSingle, stepInSingle } from "./singlePrecision.fixtures";

/** Digits have a thousand images: what is compared in float64 here is compared on devices with them. */
const small = experiments.filter((link) => !link.includes("digits"));

const inSingle = (batch: LaneBatch): LaneBatch => ({
  ...batch,
  states: batch.states.map((state) => ({ ...state, theta: state.theta.map(asSingle) })),
});

describe("the intervals of a step", () => {
  it("hold what float32 computes in an order of its own, and most of them are narrow", async () => {
    let [numbers, resolved] = [0, 0];
    await fc.assert(
      fc.asyncProperty(small, async (link) => {
        for (const each of (await batchesOf(link, {})) ?? []) {
          if (each.inputs.some(({ chain }) => chain)) continue;
          const batch = inSingle(each);
          const comparison = compareStep(batch, batch.states, stepInSingle(batch, batch.states), "float32");
          expect(comparison.disagreements).toEqual([]);
          numbers += comparison.numbers;
          resolved += comparison.resolved;
        }
      }),
      { numRuns: 20 },
    );
    expect(resolved / numbers).toBeGreaterThan(0.9);
  });

  it("do not hold a loss, a step or an iterate that is off by a thousandth", async () => {
    const [batch] = (await batchesOf("v=1&m=6&n=5&r=2&init=gauss", {}))!;
    const right = stepInSingle(batch!, batch!.states);
    const off = (x: number) => x * 1.001;
    for (const c of right.columns.keys()) {
      const columns = right.columns.map((column, i) => (i === c ? Float64Array.from(column, off) : column));
      expect(compareStep(batch!, batch!.states, { ...right, columns }, "float32").disagreements).not.toEqual([]);
    }
    right.states[0]!.theta.forEach((X, i) => {
      const theta = right.states[0]!.theta.map((Y, j) => (i === j ? matrix(X.rows, X.columns, X.data.map(off)) : Y));
      const states = [{ ...right.states[0]!, theta }];
      expect(compareStep(batch!, batch!.states, { ...right, states }, "float32").disagreements).not.toEqual([]);
    });
  });
});

describe("the float64 engine", () => {
  it("takes the steps that its arithmetic allows, in random experiments", async () => {
    const engine = createFloat64Engine();
    await fc.assert(
      fc.asyncProperty(small, async (link) => {
        const { disagreements } = await compareOn(engine, (await batchesOf(link, {})) ?? []);
        expect(disagreements).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
