import fc from "fast-check";
import { expect, it } from "vitest";
import { devices, fetchAssets } from "../devices.fixtures";
import { batchesOf, compareOn } from "./agreement.fixtures";
import { experiments } from "./experiments.fixtures";

/** A sample of what `npm run test:faults agreement` does with thousands. */
const LINKS = 6;

it.each(devices.map((device) => [device.name, device] as const))(
  "%s takes the steps that its arithmetic allows, in random experiments",
  async (_, { open }) => {
    const engine = await open();
    const assets = await fetchAssets();
    try {
      await fc.assert(
        fc.asyncProperty(experiments, async (link) => {
          const { disagreements } = await compareOn(engine, (await batchesOf(link, assets)) ?? []);
          expect(disagreements).toEqual([]);
        }),
        { seed: 20_251_218, numRuns: LINKS },
      );
    } finally {
      engine.dispose();
    }
  },
);
