import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matrix } from "../math/matrix";
import { createCheckpoints } from "./checkpoints";

const state = (lane: number, t: number, entries: number) => ({ lane, t, theta: [matrix(1, entries)] });

describe("checkpoints", () => {
  it("gives the latest kept state at or before t", () => {
    const checkpoints = createCheckpoints();
    for (const t of [5, 9, 40]) checkpoints.add(state(1, t, 4));
    const found = [4, 5, 8, 9, 39, 40, 1e6].map((t) => checkpoints.nearest(1, t)?.t ?? null);
    expect(found).toEqual([null, 5, 5, 9, 9, 40, 40]);
    expect(checkpoints.nearest(0, 10)).toBeNull();
  });

  it("stays within its bytes, keeps the latest, and leaves gaps no wider than log spacing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 200, max: 1500 }),
        (lanes, spacing, count) => {
          const limit = 64 * 1024;
          const checkpoints = createCheckpoints(limit);
          for (let i = 1; i <= count; i++) {
            for (let lane = 0; lane < lanes; lane++) checkpoints.add(state(lane, i * spacing, 8));
            expect(checkpoints.bytes).toBeLessThanOrEqual(limit);
          }
          for (let t = spacing; t <= count * spacing; t = Math.ceil(t * 1.2)) {
            for (let lane = 0; lane < lanes; lane++) {
              const found = checkpoints.nearest(lane, t)!;
              expect(found.t).toBeLessThanOrEqual(t);
              expect(found.t + 1).toBeGreaterThanOrEqual(Math.min((t + 1) / 2, t + 1 - spacing));
            }
          }
          expect(checkpoints.nearest(0, Infinity)?.t).toBe(count * spacing);
        },
      ),
      { seed: 3, numRuns: 30 },
    );
  });

  it("drops states that are too large to keep", () => {
    const checkpoints = createCheckpoints(4096);
    checkpoints.add(state(0, 10, 1024));
    expect(checkpoints.bytes).toBe(0);
    expect(checkpoints.nearest(0, 10)).toBeNull();
  });
});
