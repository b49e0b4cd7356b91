import { describe, expect, test } from "vitest";
import type { ObservedLane } from "../../../charts/origin/directionSeries";
import { observedHistory } from "../../../charts/origin/observedHistory";
import type { Observation, OriginFrame } from "../../../lora/origin/observer";
import { landmarksOf, learnedAt, offPlane, pairsOf, visitsIn, weightPath } from "./weightPaths";

const frame = (sigma: readonly number[], of: OriginFrame["of"] = "target"): OriginFrame => ({
  of,
  sigma: Float64Array.from(sigma),
  saddleSigma: null,
  lossAtOrigin: 0,
  comparedWith: null,
});

function at(t: number, coordinates: readonly number[], nearest: Observation["nearest"] = null): Observation {
  const distance = Math.hypot(...coordinates);
  return {
    ...{ lane: 0, t, distance, nearest, projection: null, imbalance: null, drift: null, apart: null },
    sigma: new Float64Array(),
    coordinates: Float64Array.from(coordinates),
  };
}

describe("the plane in which W is seen", () => {
  test("is that of the first two directions, or of the last learned and the first out of reach", () => {
    expect(pairsOf(frame([4, 3, 2, 1]), 2, 8)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(pairsOf(frame([4, 3, 0, 0]), 2, 8)).toEqual([[0, 1]]);
    expect(pairsOf(frame([4]), 1, 8)).toEqual([[0, null]]);
  });

  test("leaves out what is orthogonal to it, whose length is told", () => {
    expect(offPlane(at(0, [3, 4, 12]), [0, 1])).toBeCloseTo(12, 12);
    expect(offPlane(at(0, [3, 4]), [0, null])).toBeCloseTo(4, 12);
  });

  test("has W0, W* and the saddles in its corners, filled where a path was near", () => {
    const rows = [at(0, [0, 0], { triplets: [], distance: 0 }), at(9, [4, 0.1], { triplets: [1], distance: 0.1 })];
    const visits = visitsIn(rows, frame([4, 3]));
    expect(visits.map(({ t, triplets }) => [t, triplets])).toEqual([
      [0, []],
      [9, [1]],
    ]);
    expect(landmarksOf(frame([4, 3]), [0, 1], visits, true)).toEqual([
      { x: 0, y: 0, label: "W₀", isVisited: true },
      { x: 4, y: 3, label: "W*", isVisited: false },
      { x: 4, y: 0, label: "saddle {1}", isVisited: true },
      { x: 0, y: 3, label: "saddle {2}", isVisited: false },
    ]);
    expect(landmarksOf(frame([4, 3, 2]), [1, 2], visits, true).map(({ label }) => label)).toEqual([
      "W₀",
      "W*",
      "best of rank 2",
    ]);
    expect(landmarksOf(frame([4, 3], "gradient"), [0, 1], [], false).map(({ label }) => label)).toEqual(["W₀"]);
  });

  test("a path has the coordinates of its directions, or the rest where there is no second one", () => {
    const history = observedHistory(0, () => []);
    const lane: ObservedLane = { index: 0, name: "r = 2", colour: "lane-0", dash: [], read: () => [], history };
    expect(weightPath(lane, [at(0, [0, 0]), at(5, [1, 2])], [0, 1])).toMatchObject({ t: [0, 5], x: [0, 1], y: [0, 2] });
    expect(weightPath(lane, [at(5, [3, 4])], [0, null])).toMatchObject({ x: [3], y: [4] });
  });
});

test("a direction is half learned at the first iterate beyond σᵢ/2, and never where σᵢ = 0", () => {
  const rows = [at(0, [0, 0, 0]), at(4, [1.9, 1, 0.1]), at(8, [2.1, 1, 1])];
  expect([0, 1, 2].map((i) => learnedAt(rows, frame([4, 3, 0]), i))).toEqual([8, null, null]);
});
