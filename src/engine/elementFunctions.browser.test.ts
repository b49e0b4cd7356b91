import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MapName } from "../lora/ops";
import { matrix } from "../math/matrix";
import { baseLane, batchOf } from "./conformance.fixtures";
import { devices } from "./devices.fixtures";
import { elementFunctions } from "./elementFunctions";
import type { Engine } from "./engine";

/** Relative: a shader's exp(x) may be off by 3 + 2|x| units in the last place; everything else adds a few. */
const tolerance = (x: number) => (8 + 2 * Math.abs(x)) * 2 ** -24;
/** Below this float32 has no normal numbers, and a device may flush them to 0. */
const SMALLEST = 2 ** -126;

const magnitudes = [1e-30, 1e-8, 1e-5, 1e-3, 0.1, 0.3, 0.39, 0.41, 0.49, 0.51, 0.9, 0.99, 1, 1.01, 1.5, 2, 5, 20, 80];
const positive = magnitudes.map(Math.fround);
const both = [...positive.map((x) => -x), 0, ...positive];
const domains: Readonly<Record<MapName, readonly number[]>> = {
  exp: both,
  // Near 1 a shader's logarithm is only exact to 2⁻²¹ in absolute terms: formulas there use log1p.
  log: positive.filter((x) => x < 0.4 || x > 1.9),
  log1p: both.filter((x) => x > -0.95),
  tanh: both,
  abs: both,
  sqrt: [0, ...positive],
  square: both,
  reciprocal: both.filter((x) => x !== 0),
  sigmoid: both,
  softplus: both,
  logCosh: both,
  // Far from multiples of π, where a relative error means nothing.
  sin: both,
};

describe.each(devices.map((device) => [device.name, device] as const))("elementwise functions on %s", (_, { open }) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.dispose());

  const valuesOf = async (name: MapName, xs: readonly number[]) => {
    // One lane for each x, whose loss value is f(x).
    const { program, inputs } = batchOf([{ ...baseLane, m: 1, n: 1, r: 1, method: "full", step: "constant" }], {});
    const loss = { ...program.loss, at: identityOf(name) };
    const states = xs.map((x) => ({ theta: [matrix(1, 1, Float64Array.of(x))], previousStep: 1 }));
    const lanes = xs.map(() => inputs[0]!);
    const run = await engine.start({ ...program, loss }, lanes, states);
    const [values] = (await run.advance(1)).columns;
    run.dispose();
    return values!;
  };

  it("keeps the sine between −1 and 1 where float32 leaves nothing of its argument", async () => {
    const values = await valuesOf("sin", [1e6, -3e7, 1.7e8, 1e12, -1e20, 1e30]);
    for (const value of values) expect(Math.abs(value)).toBeLessThanOrEqual(1 + 2 ** -20);
  });

  it.each(Object.entries(domains) as [MapName, readonly number[]][])("computes %s to float32", async (name, xs) => {
    const values = await valuesOf(name, xs);
    xs.forEach((x, i) => {
      const expected = elementFunctions[name].float64(x);
      const error = Math.abs(values[i]! - expected);
      expect(error, `${name}(${x}) = ${expected}, got ${values[i]}`).toBeLessThanOrEqual(
        tolerance(x) * Math.abs(expected) + SMALLEST,
      );
    });
  });
});

function identityOf(name: MapName): ReturnType<typeof batchOf>["program"]["loss"]["at"] {
  return (o, _, W) => ({ value: () => o.sum(o.map(name, W)), gradient: () => W });
}
