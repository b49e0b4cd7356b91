import { expect, test } from "vitest";
import { plainHistory } from "../history.fixtures";
import { chartSummary, lineSummary } from "./summary";

const line = (loss: readonly number[]) => ({
  name: "loss",
  history: plainHistory({ loss }),
  reading: { column: "loss" as const },
});

test("a line is told by its start, its present, its end and its extremes", () => {
  expect(lineSummary(line([8, 20, 4, 2]), 2)).toBe(
    "loss: 8.000 at t = 0, 4.000 at t = 2, 2.000 at t = 3, between 2.000 and 20.00.",
  );
});

test("what is not finite or reaches zero is said", () => {
  expect(lineSummary(line([8, Number.NaN, 0]), 2)).toContain("some values are not finite, reaches zero or less.");
});

test("a run without rows is told as such", () => {
  expect(chartSummary({ x: "log", y: "linear", from: 0, to: 1000 }, [line([])], 0)).toBe(
    "linear vertical axis, log axis of iterates from 0 to 1\u202f000. loss: nothing computed yet.",
  );
});
