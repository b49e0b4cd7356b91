import { expect, test } from "vitest";
import type { RunHistory } from "../history/types";
import { plainHistory } from "./history.fixtures";
import { type LaneInfo, type RunChartId, runSeries } from "./runCharts";
import { type Series, seriesValue } from "./series";

const T = 40;
/** ½L(ba − 3)² under rule (8) from b = 0, a = 1.2, written out for one number. */
function descent(L: number) {
  const rows = {
    loss: [] as number[],
    grad_norm_sq: [] as number[],
    step_size: [] as number[],
    v_norm_sq: [] as number[],
  };
  let [b, a] = [0, 1.2];
  for (let t = 0; t <= T; t++) {
    const g = L * (a * b - 3);
    const eta = Math.min(1, 1 / (5 * Math.sqrt(2) * L * (a * a + b * b + Math.abs(g))));
    rows.loss.push(0.5 * L * (a * b - 3) ** 2);
    rows.grad_norm_sq.push((g * a) ** 2 + (g * b) ** 2);
    rows.step_size.push(eta);
    rows.v_norm_sq.push(a * a + b * b);
    [b, a] = [b - eta * g * a, a - eta * g * b];
  }
  const smallest = rows.grad_norm_sq.map((_, t) => Math.min(...rows.grad_norm_sq.slice(0, t + 1)));
  return plainHistory({ ...rows, min_grad_norm_sq: smallest });
}

const lane = (label: string, change: Partial<LaneInfo> = {}): LaneInfo => ({
  ...{ label, infimum: 0, factored: true },
  ...change,
});
const run = (count: number): RunHistory => ({
  lanes: Array.from({ length: count }, () => descent(2)),
  revision: 1,
  thinned: false,
});
const seriesOf = (id: RunChartId, ...lanes: LaneInfo[]): readonly Series[] =>
  runSeries(id, { run: run(lanes.length), lanes });

test("the loss is measured from L*", () => {
  expect(seriesValue(seriesOf("loss", lane("", { infimum: 4 }))[0]!, 0)).toBe(5);
});

test("full-rank descent has no adapter norm", () => {
  expect(seriesOf("norm", lane("", { factored: false }))).toEqual([]);
});

test("a lane alone is labelled by its quantity, several lanes by what tells them apart, in different looks", () => {
  expect(seriesOf("loss", lane("r = 1")).map(({ label }) => label)).toEqual(["J − L*"]);
  const two = seriesOf("loss", lane("r = 1"), lane("r = 2"));
  expect(two.map(({ label }) => label)).toEqual(["r = 1", "r = 2"]);
  expect(two[0]!.colour).not.toBe(two[1]!.colour);
  expect(two[0]!.dash).not.toEqual(two[1]!.dash);
});

test.each(["loss", "gradient", "step", "norm"] as const)("the lines of the %s chart have different ids", (id) => {
  const ids = seriesOf(id, lane("a"), lane("b"), lane("c")).map((series) => series.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a lane's rows are looked up anew on every use", () => {
  const lanes = [plainHistory({ loss: [] })];
  const [series] = runSeries("loss", { run: { lanes, revision: 0, thinned: false }, lanes: [lane("")] });
  expect(seriesValue(series!, 0)).toBeNull();
  lanes[0] = plainHistory({ loss: [7] });
  expect(seriesValue(series!, 0)).toBe(7);
});

test("hidden lanes have no line, and one that stands out is drawn last among grey ones, in its own look", () => {
  const look = { id: "pin-0", history: descent(3), colour: "lane-4", dash: [1, 3] } as const;
  const lines = seriesOf("loss", lane("a", { isMuted: true, look }), lane("b", { isHidden: true }), lane("c"));
  expect(lines.map(({ id, colour, dash }) => [id, colour, dash])).toEqual([
    ["loss-pin-0", "lane-raw", [1, 3]],
    ["loss-2", "lane-2", [3, 3]],
  ]);
  expect(seriesValue(lines[0]!, 5)).toBe(look.history.value("loss", 5));
});

test("a band is two edges without labels, shaded from one to the other, and has no line of every step", () => {
  const of = (id: string, quantile: "median" | "edge", bandTo?: string) =>
    lane("median of 3", {
      look: { id, history: descent(2), colour: "lane-0", dash: [], quantile, ...(bandTo ? { bandTo } : {}) },
    });
  const lines = seriesOf("gradient", of("low", "edge", "high"), of("high", "edge"), of("median", "median"));
  expect(lines.map(({ id, role, label, isRead, gapTo }) => [id, role, label, isRead, gapTo])).toEqual([
    ["min-low", "edge", null, false, "min-high"],
    ["min-high", "edge", null, false, undefined],
    ["min-median", "line", "median of 3", true, undefined],
  ]);
});

test("a lane of a loss without accuracies has no line of them beside one that has", () => {
  const digits = plainHistory({ accuracy_source: [1], accuracy_target: [0] });
  const lanes = [descent(2), digits];
  const lines = runSeries("accuracy", { run: { lanes, revision: 1, thinned: false }, lanes: [lane("a"), lane("b")] });
  expect(lines.map(({ id }) => id)).toEqual(["accuracy_source-1", "accuracy_target-1"]);
});
