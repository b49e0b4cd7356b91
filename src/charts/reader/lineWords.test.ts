import { expect, test } from "vitest";
import { plainHistory } from "../history.fixtures";
import { lineWords } from "./lineWords";

const line = (loss: readonly number[]) => ({
  name: "loss",
  history: plainHistory({ loss }),
  reading: { column: "loss" as const },
});
const atEnd = { shown: 1e9, slope: null };

test("a line is told by its trend, its present and its extremes", () => {
  expect(lineWords(line([8, 20, 4, 2]), { shown: 2, slope: null })).toBe(
    "loss: falls from 8.000 at t = 0 to 2.000 at t = 3; 4.000 at t = 2, which is shown; between 2.000 and 20.00.",
  );
});

test("a change of a decade or more is counted in decades, and next to none is told as such", () => {
  expect(lineWords(line([1, 10, 1000]), atEnd)).toContain(
    "rises from 1.000 at t = 0 to 1\u202f000 at t = 2, by 3.0 decades",
  );
  expect(lineWords(line([5, 7, 5.001]), atEnd)).toContain("from 5.000 at t = 0 to 5.001 at t = 2, hardly changed");
  expect(lineWords(line([0, 0]), atEnd)).toContain("hardly changed");
});

test("the slope is the exponent of a power of t", () => {
  const powers = line(Array.from({ length: 201 }, (_, t) => 3 * Math.max(1, t) ** -0.5));
  expect(lineWords(powers, { shown: 200, slope: [20, 200] })).toContain("slope −0.50 from t = 20 to 200, like 1/√T");
});

test("what is not finite or reaches zero is said", () => {
  expect(lineWords(line([8, Number.NaN, 0]), atEnd)).toContain("some values are not finite; reaches zero or less.");
});

test("a line without rows is told as such", () => {
  expect(lineWords(line([]), { shown: 0, slope: null })).toBe("loss: nothing computed yet.");
});
