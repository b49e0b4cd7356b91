import { expect, test } from "vitest";
import { plainHistory } from "../../../charts/history.fixtures";
import { certificates } from "../../../lora/certificates/index";
import { rowShown } from "./useEvaluation";

const history = (count: number, bucket = 1) =>
  plainHistory({ loss: Array.from({ length: count }, (_, t) => t) }, bucket);
const shown = (id: string, count: number, t: number, bucket = 1) =>
  rowShown(certificates.find((each) => each.id === id)!, history(count, bucket), t);

test("a statement on a row is shown at the iterate shown, as far as rows are there", () => {
  expect(shown("gradient-bound", 11, 4)).toBe(4);
  expect(shown("gradient-bound", 11, 40)).toBe(10);
  expect(shown("gradient-bound", 0, 4)).toBe(-1);
});

test("a statement on a step is shown for the step from the iterate shown, at the end for the last step", () => {
  expect(shown("lemma2", 11, 4)).toBe(4);
  expect(shown("lemma2", 11, 10)).toBe(9);
  expect(shown("lemma2", 1, 0)).toBe(-1);
});

test("a statement on a prefix needs one step at least", () => {
  expect(shown("growth", 11, 0)).toBe(1);
  expect(shown("growth", 1, 0)).toBe(0);
  expect(shown("growth", 11, 7)).toBe(7);
});

test("between kept rows the one before is shown", () => {
  expect(shown("gradient-bound", 101, 57, 10)).toBe(5);
  expect(shown("lemma2", 101, 57, 10)).toBe(5);
});
