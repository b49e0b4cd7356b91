import { expect, test } from "vitest";
import { certificates } from "../lora/certificates/index";
import { judgedRun } from "./judgedLane.fixtures";
import { seriesValue } from "./series";
import { sidesOf } from "./sides";

const T = 400;
const lane = await judgedRun({ m: 6, n: 5, trank: 2, init: "gauss", scale: 0.01 }, T);
const { loss, step_size, grad_norm_sq } = lane.rows;
const sides = (id: string) => sidesOf(certificates.find((each) => each.id === id)!, lane, "float64")!;
const valueAt = (id: string, line: string, t: number) =>
  seriesValue(sides(id).series.find((series) => series.id === line)!, t)!;

test("what no chart of the board shows has a picture of its own, and nothing else has", () => {
  const pictured = certificates.filter((certificate) => sidesOf(certificate, lane, "float64")).map(({ id }) => id);
  expect(pictured.sort()).toEqual(
    [
      "descent-ratio",
      "lemma1-corrected",
      "lemma1-printed",
      "lemma1-sharp",
      "lemma2",
      "projected-descent",
      "step-sum",
    ].sort(),
  );
});

test.each([1, 30, 200])("at t = %i the ratio is the decrease over ηs², between the ends of its band", (t) => {
  const ratio = (loss[t]! - loss[t + 1]!) / (step_size[t]! * grad_norm_sq[t]!);
  expect(valueAt("descent-ratio", "measured", t)).toBeCloseTo(ratio, 9);
  expect(valueAt("descent-ratio", "bound-0", t)).toBeCloseTo(1.0733, 12);
  expect(valueAt("descent-ratio", "bound-1", t)).toBeCloseTo(0.9267, 12);
});

test.each([1, 30, 200])("at t = %i Lemma 2 shows the decrease above a fifth of ηs²", (t) => {
  expect(valueAt("lemma2", "measured", t)).toBe(loss[t]! - loss[t + 1]!);
  expect(valueAt("lemma2", "bound-0", t)).toBeCloseTo((step_size[t]! * grad_norm_sq[t]!) / 5, 15);
});

test("the sum of the step sizes starts with the first step", () => {
  expect(valueAt("step-sum", "measured", 0)).toBeNaN();
  expect(valueAt("step-sum", "measured", 1)).toBe(step_size[0]!);
});

test("a band is shaded between its ends, a bound up to what it bounds", () => {
  expect(sides("descent-ratio").series.map(({ gapTo }) => gapTo)).toEqual(["bound-1", undefined, undefined]);
  expect(sides("lemma2").series.map(({ gapTo }) => gapTo)).toEqual(["measured", undefined]);
});

test("what rounding hides is not drawn, the bound is", () => {
  const coarse = sidesOf(certificates.find(({ id }) => id === "descent-ratio")!, lane, "float32")!;
  const at = (line: string) => seriesValue(coarse.series.find(({ id }) => id === line)!, 0);
  expect(at("measured")).toBeNaN();
  expect(at("bound-0")).toBeCloseTo(1.0733, 12);
});

test("a step is drawn only when the row after it is there, and then where it starts", () => {
  const { source } = sides("lemma2").series[0]!;
  if (source.kind !== "rows") throw new Error("not a function of rows");
  const { history } = source;
  expect([history.rows, history.lastStep, history.rowAt(T)]).toEqual([T, T - 1, T - 1]);
  expect(source.ofRow(history.rows - 1)).toBeGreaterThan(0);
});
