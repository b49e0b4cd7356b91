import { expect, test } from "vitest";
import { decadeSteps } from "./decades";

test("0, the powers of ten, the end and what was chosen, each once and in order", () => {
  expect(decadeSteps(1500)).toEqual([0, 1, 10, 100, 1000, 1500]);
  expect(decadeSteps(1000, [1000, 37])).toEqual([0, 1, 10, 37, 100, 1000]);
  expect(decadeSteps(1)).toEqual([0, 1]);
  expect(decadeSteps(10, [-1, 11])).toEqual([0, 1, 10]);
});
