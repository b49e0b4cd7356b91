import fc from "fast-check";
import { expect, it } from "vitest";
import { devices, fetchAssets } from "../devices.fixtures";
import { batchesOf, compareOn } from "./agreement.fixtures";
import { experiments } from "./experiments.fixtures";

/** Links that an engine once failed: arguments of a sine beyond float32, and lanes whose draws were equal at first and not later. */
const examples: [string][] = [
  ["v=1&loss=cosine&m=1&n=1&W0scale=1;0&init=olora&v0norm=8210;drawn"],
  ["v=1&m=1&n=1&method=bernoulli&prob=0.5;0.806&mseed=1257341491;0"],
];

/** A sample of what `npm run test:faults agreement` does with thousands. */
const LINKS = 8;

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
        { seed: 20_251_218, numRuns: LINKS, examples },
      );
    } finally {
      engine.dispose();
    }
  },
);
