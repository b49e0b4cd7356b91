import { describe, expect, it } from "vitest";
import { experimentOf, lossesOf, playLoop } from "./loop.fixtures";

describe("a failure", () => {
  it("is told when the device is lost, after everything recorded was sent", async () => {
    const played = playLoop({
      tamper: (_columns, _rows, firstStep) => {
        if (firstStep > 300) throw new Error("the device went away");
      },
    });
    played.start(1, experimentOf([{}], 100_000));
    await played.settle();
    expect(played.of("failed")).toMatchObject([{ code: "device-lost", message: "the device went away" }]);
    expect(lossesOf(played, 0).length).toBeGreaterThan(300);
    expect(played.enginesDropped).toBe(1);
    expect(played.live()).toBe(0);
  });

  it("refuses what is too large before it starts, with a size that fits", async () => {
    const refused = async (lanes: Parameters<typeof experimentOf>[0], info = {}) => {
      const played = playLoop({ info });
      played.start(1, experimentOf(lanes));
      await played.settle();
      expect(played.sent).toHaveLength(1);
      return played.of("failed")[0]!;
    };
    const side = await refused([{ m: 8192, n: 2048 }]);
    expect(side).toMatchObject({ code: "too-large", message: expect.stringContaining("4096×1024 would fit") });
    const lanes = Array.from({ length: 64 }, (_, seed) => ({ m: 4096, n: 4096, seed }));
    expect(await refused(lanes)).toMatchObject({
      code: "too-large",
      message: expect.stringMatching(
        /^64 lanes of 4096×4096 are too large: .* GiB of memory, and a tab has 2; .* would fit$/,
      ),
    });
    const device = await refused([{ m: 100, n: 100 }], { maxEntries: 2500, adapter: "a small device" });
    expect(device).toMatchObject({ code: "too-large", message: expect.stringContaining("50×50 would fit") });
  });

  it("is told for an experiment that contradicts itself and for missing data", async () => {
    const contradiction = playLoop();
    contradiction.start(1, experimentOf([{ trank: 99 }]));
    contradiction.start(2, { ...experimentOf([]), lanes: [] });
    await contradiction.settle();
    expect(contradiction.of("failed").at(-1)).toMatchObject({ runId: 2, code: "bad-experiment" });
    const missing = playLoop({
      loadAssets: async () => {
        throw new Error("404");
      },
    });
    missing.start(1, experimentOf([{}]));
    await missing.settle();
    expect(missing.of("failed")).toHaveLength(1);
  });
});
