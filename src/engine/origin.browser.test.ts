import { describe, expect, it } from "vitest";
import { devices, fetchAssets } from "./devices.fixtures";
import { expectStableLine, expectStillAtOrigin, LINE_STEPS, lossIds } from "./origin.fixtures";

/** The eager loop takes a few milliseconds a step: it has the losses, not the ten thousand steps. */
const generated = devices.filter(({ execution }) => execution !== "operations one by one");

describe("V = 0 on a device", () => {
  it.each(devices)("is stationary for every loss on $name", { timeout: 300_000 }, async ({ open }) => {
    const engine = await open();
    const assets = await fetchAssets();
    for (const loss of lossIds) await expectStillAtOrigin(engine, loss, assets);
    engine.dispose();
    expect(lossIds.length).toBeGreaterThan(10);
  });

  it.each(generated)(
    `keeps the stable line of a 1×1 quadratic for ${LINE_STEPS} steps on $name`,
    { timeout: 300_000 },
    async ({ open }) => {
      const engine = await open();
      await expectStableLine(engine);
      engine.dispose();
    },
  );
});
