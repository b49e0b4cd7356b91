import { describe, expect, it } from "vitest";
import { experimentOf, playLoop, runId } from "./loop.fixtures";

describe("the landscape of a 1×1 problem", () => {
  it("is J = L/2 (ba − w*)² on the grid, with the line into the origin", async () => {
    const played = playLoop();
    const target = { rows: 1, columns: 1, data: Float64Array.of(1) };
    played.start(1, experimentOf([{ m: 1, n: 1, target, L: 2 }], 10));
    played.send({ type: "landscape", runId: runId(1), lane: 0, extent: 2, size: 5 });
    await played.settle();
    const { landscape } = played.of("landscape")[0]!;
    expect(landscape).toMatchObject({ lane: 0, size: 5, extent: 2, stableSign: -1 });
    const grid = [-2, -1, 0, 1, 2];
    const expected = grid.flatMap((a) => grid.map((b) => (b * a - 1) ** 2));
    expected.forEach((J, i) => {
      expect(landscape.values[i]).toBeCloseTo(J, 12);
    });
  });

  it("is refused for larger problems", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}], 10));
    played.send({ type: "landscape", runId: runId(1), lane: 0, extent: 2, size: 5 });
    await played.settle();
    expect(played.of("failed")).toHaveLength(1);
  });
});
