import { expect, test } from "vitest";
import type { Observation } from "../../lora/origin/observer";
import { seriesValue } from "../series";
import { directionSeries, type ObservedLane } from "./directionSeries";
import { observedHistory } from "./observedHistory";

const observation = (t: number, sigma: readonly number[]): Observation => ({
  ...{ lane: 0, t, distance: 1, nearest: null, projection: null, imbalance: null, drift: null, apart: null },
  sigma: Float64Array.from(sigma),
  coordinates: new Float64Array(),
});

const rows: Observation[] = [observation(0, [0.1, 0.05]), observation(16, [1, 0.5])];
const history = observedHistory(0, () => rows);
const lane: ObservedLane = { index: 0, name: "", colour: "lane-0", dash: [], read: () => rows, history };

test("singular values are read at the last observed iterate, and levels stand beside them", () => {
  const series = directionSeries([lane], 2, [2, 0]);
  expect(series.map(({ id }) => id)).toEqual(["level-0", "sigma-0-0", "sigma-0-1"]);
  expect(seriesValue(series[0]!, 1000)).toBe(2);
  expect([0, 10, 16].map((t) => seriesValue(series[1]!, t))).toEqual([0.1, 0.1, 1]);
  expect(seriesValue(series[1]!, 17)).toBeNull();
});

test("rows that come in are seen, and rounding beside the largest value is not", () => {
  rows.push(observation(32, [3, 3e-16]));
  const [first, second] = directionSeries([lane], 2, []);
  expect(seriesValue(first!, 32)).toBe(3);
  expect(seriesValue(second!, 32)).toBeNaN();
});
