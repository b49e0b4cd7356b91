import { expect, test } from "vitest";
import { plainHistory } from "./history.fixtures";
import { createLineChartModel, type ModelInput } from "./lineChartModel";
import type { Series } from "./series";

const history = plainHistory({ loss: [100, 50, 20, 8] });
const line: Series = {
  ...{ id: "loss", label: "J", name: "J", role: "line", colour: "lane-0", dash: [] },
  source: { kind: "reading", history, reading: { column: "loss" } },
};
const input: ModelInput = {
  ...{ series: [line], T: 100, x: "log", y: "log", zoom: null, includes: [], runKey: 1 },
  ...{ width: 400, height: 300, magnification: 1, labelWidth: 60 },
};

test("a frame on which nothing changed has the layout of the last one", () => {
  const model = createLineChartModel();
  expect(model.update(input).layout).toBe(model.update(input).layout);
});

test("the x axis spans the whole run from its first row on", () => {
  const { axis } = createLineChartModel().update(input).layout;
  expect(axis.scale.domain).toEqual([0, 100]);
});

test("the y axis grows with the run, does not shrink within it, and starts afresh with the next", () => {
  const growing = plainHistory({ loss: [100] });
  const series: Series[] = [{ ...line, source: { kind: "reading", history: growing, reading: { column: "loss" } } }];
  const model = createLineChartModel();
  const domain = (change: Partial<ModelInput> = {}) => model.update({ ...input, series, ...change }).layout.y.domain;
  expect(domain()).toEqual([10, 1000]);
  growing.push({ loss: 0.5 });
  expect(domain()).toEqual([0.1, 1000]);
  expect(domain({ series: [line] })).toEqual([0.1, 1000]);
  expect(domain({ series: [line], runKey: 2 })).toEqual([1, 100]);
});

test("zoomed in, the y axis fits what the window shows", () => {
  const { layout } = createLineChartModel().update({ ...input, zoom: [2, 3], y: "linear" });
  expect(layout.axis.scale.domain).toEqual([2, 3]);
  expect(layout.y.domain).toEqual([0, 20]);
});

test("a bound above the data is part of the picture, drawn as soon as it has values", () => {
  let start = Number.NaN;
  const bound: Series = { ...line, id: "bound", role: "bound", source: { kind: "function", ofStep: (t) => start + t } };
  const model = createLineChartModel();
  expect(model.update({ ...input, series: [bound, line] }).layout.y.domain).toEqual([1, 100]);
  start = 5000;
  expect(model.update({ ...input, series: [bound, line] }).layout.y.domain).toEqual([1, 10000]);
});

test("values that must be seen are on the axis whatever the data", () => {
  const { layout } = createLineChartModel().update({ ...input, y: "linear", includes: [0, 200] });
  expect(layout.y.domain).toEqual([0, 200]);
});

test("a figure too small for its margins still has a plot", () => {
  const { layout } = createLineChartModel().update({ ...input, width: 60, height: 20 });
  expect([layout.plotWidth, layout.plotHeight].every((size) => size >= 40)).toBe(true);
});

test("magnified, the plot leaves room for labels as many times as large, and has as many fewer of them", () => {
  const [desk, hall] = [1, 2.5].map(
    (magnification) =>
      createLineChartModel().update({ ...input, T: 1e6, width: 800, height: 900, magnification }).layout,
  );
  expect(hall!.left).toBe(2.5 * desk!.left);
  expect(900 - hall!.plotHeight).toBeCloseTo(2.5 * (900 - desk!.plotHeight), 9);
  const labels = (layout: typeof desk) => layout!.xTicks.filter(({ label }) => label).length;
  expect(labels(hall)).toBeLessThan(labels(desk));
});
