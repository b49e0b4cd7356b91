import { expect, test } from "vitest";
import { plainHistory } from "../history.fixtures";
import { createRowSampler } from "./rowSamples";
import { stepAxis } from "./samples";
import { stepScale } from "./scale";

const axis = stepAxis(stepScale("linear", [0, 100], 10));
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test("a function of rows goes through the first row of each pixel column and through the last row", () => {
  const history = plainHistory({ loss: numbers(0, 101) });
  const { length, x, y } = createRowSampler().update(history, (row) => history.value("loss", row) ** 2, axis, false);
  expect(Array.from(y.subarray(0, length))).toEqual([0, 100, 400, 900, 1600, 2500, 3600, 4900, 6400, 8100, 10000]);
  expect(x[length - 1]).toBe(10);
});

test("rows that come later are evaluated alone, and give the curve of a run that was there from the start", () => {
  const history = plainHistory({ loss: [] });
  const asked: number[] = [];
  const ofRow = (row: number) => {
    asked.push(row);
    return history.value("loss", row) - 30;
  };
  const sampler = createRowSampler();
  for (const [from, to] of [
    [0, 1],
    [1, 47],
    [47, 48],
  ] as const) {
    for (const loss of numbers(from, to)) history.push({ loss });
    sampler.update(history, ofRow, axis, true);
  }
  const whole = createRowSampler().update(history, (row) => history.value("loss", row) - 30, axis, true);
  const grown = sampler.update(history, ofRow, axis, true);
  expect(asked).toEqual([0, 0, 10, 20, 30, 40, 46, 47]);
  expect(Array.from(grown.x.subarray(0, grown.length))).toEqual(Array.from(whole.x.subarray(0, whole.length)));
  expect(Array.from(grown.y.subarray(0, grown.length))).toEqual(Array.from(whole.y.subarray(0, whole.length)));
});

test("on a log axis a value that is not above zero has no place", () => {
  const history = plainHistory({ loss: numbers(0, 101) });
  const { length, y } = createRowSampler().update(history, (row) => row - 50, axis, true);
  expect(Array.from(y.subarray(0, length)).filter((v) => v <= 0)).toEqual([]);
  expect(Array.from(y.subarray(0, 3))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
