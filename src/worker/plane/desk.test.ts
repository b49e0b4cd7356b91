import { describe, expect, it } from "vitest";
import { createFloat64Engine } from "../../engine/float64/engine";
import { Float64Ops } from "../../engine/float64/ops";
import type { LaneConfig } from "../../lora/experiment";
import { batchLanes } from "../../lora/lane";
import { prepareLane } from "../../lora/lane.fixtures";
import { laneConfig } from "../../lora/laneConfig.fixtures";
import { fromRows } from "../../math/matrix";
import type { Place, PlaneChoice, PlaneQuestion } from "../../protocol/plane";
import { createDesk } from "./desk";

const one = { m: 1, n: 1, r: 1, L: 1, target: fromRows([[1]]), init: "user" } as const;
const startAt = (b: number, a: number) => ({ ...one, B: fromRows([[b]]), A: fromRows([[a]]) });

function open(...changes: Partial<LaneConfig>[]) {
  const lanes = changes.map((change) => prepareLane(laneConfig(change), {}, new Float64Ops()));
  let time = 0;
  const desk = createDesk(lanes, batchLanes(lanes), { now: () => time++ / 1000, yieldToMessages: async () => {} });
  const ask = async <K extends PlaneQuestion["kind"]>(question: Extract<PlaneQuestion, { kind: K }>) => {
    const answer = await desk(question);
    if (answer.kind !== question.kind) throw new Error(`${question.kind} was answered by ${answer.kind}`);
    return answer as Extract<Awaited<ReturnType<typeof desk>>, { kind: K }>;
  };
  const place = (choice: PlaneChoice | null, last: number, indices = [0]): Promise<Place> =>
    ask<"place">({ kind: "place", choice, lanes: indices, states: indices.map(() => []), last });
  return { lanes, ask, place };
}

describe("the plane of a 1×1 problem", () => {
  it("is (b, a) itself: the way, the directions at 0 and the hyperbola of minima", async () => {
    const { place } = open(startAt(-0.8, 0.8));
    const { choice, choices, trails, share, stable, unstable, quadric, minima } = await place(null, 1000);
    expect([choice, choices]).toEqual(["exact", ["exact"]]);
    const [{ trail }] = trails as [Place["trails"][number]];
    expect([trail.x[0], trail.y[0]]).toEqual([-0.8, 0.8]);
    // b = −a stays exactly, down to nothing
    trail.x.forEach((b, i) => {
      expect(b).toBe(-trail.y[i]!);
    });
    expect(Math.abs(trail.x.at(-1)!)).toBeLessThan(1e-60);
    expect(Array.from(trail.distance).every((distance) => distance === 0)).toBe(true);
    expect(share).toBe(1);
    expect(stable![0]).toBe(-stable![1]);
    expect(unstable![0]).toBe(unstable![1]);
    expect(quadric).toEqual({ xx: 0, xy: 1, yy: 0 });
    expect(minima).toEqual([expect.closeTo(1, 4)]);
  });

  it("has the heights of ½(ba − 1)² and arrows down them", async () => {
    const { ask, place } = open(startAt(-0.8, 0.8));
    await place(null, 10);
    const { values, arrows } = await ask<"heights">({ kind: "heights", window: { x: 1, y: 0, half: 2 }, size: 5 });
    expect(Array.from(values)).toEqual(
      [-2, -1, 0, 1, 2].flatMap((a) => [-1, 0, 1, 2, 3].map((b) => 0.5 * (b * a - 1) ** 2)),
    );
    for (const { x: b, y: a, dx, dy } of arrows) {
      expect(dx).toBeCloseTo(-(b * a - 1) * a, 12);
      expect(dy).toBeCloseTo(-(b * a - 1) * b, 12);
    }
  });

  it("shows on which side of the stable line a start lies, by the branch that it takes", async () => {
    const { ask, place } = open(startAt(-0.8, 0.8));
    await place(null, 10);
    const starts = [
      [-0.8, 0.9],
      [-0.9, 0.8],
      [-0.8, 0.8],
    ] as const;
    const { previews, basins, steps } = await ask<"previews">({ kind: "previews", starts, steps: 1000 });
    expect(steps).toBe(1000);
    const ends = previews.map(({ basin }) => basins[basin]!);
    expect(ends.map(({ kind, side }) => [kind, side])).toEqual([
      ["minimum", 1],
      ["minimum", -1],
      ["origin", 0],
    ]);
    expect(ends.map(({ loss }) => loss)).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9), 0.5]);
    expect(previews[2]!.gradNorm).toBeLessThan(1e-60);
  });

  it("draws the same starts for the same seed, all inside the window", async () => {
    const { ask, place } = open(startAt(-0.8, 0.8));
    await place(null, 10);
    const window = { x: 0.5, y: -1, half: 0.25 };
    const drop = (seed: number) =>
      ask<"previews">({ kind: "previews", starts: { count: 64, seed, window }, steps: 20 });
    const [first, again, other] = [await drop(3), await drop(3), await drop(4)];
    expect(first).toEqual(again);
    expect(other.previews[0]!.trail.x[0]).not.toBe(first.previews[0]!.trail.x[0]);
    for (const { trail } of first.previews) {
      expect(Math.abs(trail.x[0]! - 0.5)).toBeLessThanOrEqual(0.25);
      expect(Math.abs(trail.y[0]! + 1)).toBeLessThanOrEqual(0.25);
    }
    expect(first.basins.reduce((sum, { count }) => sum + count, 0)).toBe(64);
  });
});

describe("a nudge off the stable directions (theory §b, §h2)", () => {
  it.each([
    [1e-3, 59],
    [1e-6, 111],
    [1e-12, 216],
  ])("b off by %d: J < ¼ at t = %i, predicted within five steps", async (delta, seen) => {
    // The specification moves b alone, which is √½ along the unstable direction and as much along the stable one.
    const { ask, place } = open(startAt(-0.8, 0.8));
    await place(null, 10);
    const { previews } = await ask<"previews">({ kind: "previews", starts: [[-0.8 + delta, 0.8]], steps: 400 });
    expect(previews[0]!.escaped).toBe(seen);
    expect(Math.abs(previews[0]!.predicted - seen)).toBeLessThan(6);
  });

  it("leaves V = 0 at the predicted time, to a step, where V = 0 itself never does", async () => {
    const { ask, place } = open({ m: 8, n: 6, r: 2, L: 1, init: "zero" });
    const { saddle, trails, share } = await place(null, 50);
    expect(saddle).toMatchObject({ norm: 0, stable: 0, unstable: 0, neutral: 0, predicted: Number.POSITIVE_INFINITY });
    expect(share).toBeNull();
    expect(Array.from(trails[0]!.trail.x).every((x) => x === 0)).toBe(true);
    const { previews } = await ask<"nudge">({ kind: "nudge", epsilon: 1e-6 });
    expect(Math.abs(previews[0]!.escaped! - previews[0]!.predicted)).toBeLessThan(2);
  });
});

describe("planes of larger problems", () => {
  const gauss = { m: 6, n: 5, r: 2, init: "gauss", scale: 1e-3 } as const;

  it("follow the run itself, whose V they split by Pythagoras", async () => {
    const { lanes, place } = open(gauss);
    const run = await createFloat64Engine().start(lanes[0]!.program, [lanes[0]!.inputs], [lanes[0]!.state]);
    const { columns } = await run.advance(301);
    const vSq = columns[lanes[0]!.program.columns.indexOf("v_norm_sq")]!;
    for (const choice of ["saddle", "ends", "principal"] as const) {
      const placed = await place(choice, 300);
      expect(placed.choice).toBe(choice);
      const { trail } = placed.trails[0]!;
      expect(trail.t.at(-1)).toBe(300);
      trail.t.forEach((t, i) => {
        const sum = trail.x[i]! ** 2 + trail.y[i]! ** 2 + trail.distance[i]! ** 2;
        expect(sum / vSq[t]!).toBeCloseTo(1, 9);
      });
      expect(placed.share).toBeGreaterThan(0);
    }
  });

  it("V_0 and V_T lie in theirs", async () => {
    const { place } = open(gauss);
    const { trail } = (await place("ends", 300)).trails[0]!;
    expect(trail.distance[0]).toBeLessThan(1e-12);
    expect(trail.distance.at(-1)).toBeLessThan(1e-12);
  });

  it("continue from kept states, padded to the rank of their batch, as from the beginning", async () => {
    const changes = [gauss, { ...gauss, r: 4 }];
    const { lanes, ask, place } = open(...changes);
    const straight = await place("saddle", 200, [0, 1]);
    expect(straight.trails.map(({ lane }) => lane)).toEqual([0]);
    const [batch] = batchLanes(lanes);
    const run = await createFloat64Engine().start(batch!.program, batch!.inputs, batch!.states);
    const { states } = await run.advance(100);
    const kept = [{ ...states[0]!, t: 100 }];
    const resumed = await ask<"place">({ kind: "place", choice: "saddle", lanes: [0], states: [kept], last: 200 });
    expect(resumed.trails).toEqual(straight.trails);
  });

  it("are drawn for lanes of the same shapes together", async () => {
    const { place } = open(gauss, { ...gauss, seed: 8 }, { ...gauss, m: 4 });
    expect((await place("saddle", 50, [0, 1, 2])).trails.map(({ lane }) => lane)).toEqual([0, 1]);
  });

  it("have no directions at 0 where the gradient vanishes there", async () => {
    const { place } = open({ ...gauss, tscale: 1, target: fromRows(Array.from({ length: 6 }, () => [0, 0, 0, 0, 0])) });
    const { choices, stable, saddle } = await place(null, 50);
    expect(choices).toEqual(["ends", "principal"]);
    expect(stable).toBeNull();
    expect(saddle.sigma1).toBe(0);
  });
});
