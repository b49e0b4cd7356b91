import { expect, test } from "vitest";
import type { ParameterId } from "../../lora/experiment";
import { decodeLink, experimentOf } from "../../permalink/link";
import { parameters } from "../../permalink/schema";
import { nextText } from "./nextValue";

const lane = experimentOf(decodeLink("#v=1").link).lanes[0]!;
const next = (key: ParameterId, ...texts: string[]) =>
  nextText(parameters.find((each) => each.key === key)!, texts, lane);

test.each([
  ["r", ["4"], "8"],
  ["r", ["1", "2", "4"], "8"],
  ["L", ["1", "10", "100"], "1000"],
  ["L", ["2", "3"], "4"],
  ["scale", ["1", "0.1"], "0.01"],
  ["seed", ["7"], "8"],
  ["seed", ["0"], "1"],
  ["eta", ["1/L"], "2/L"],
  ["eta", ["1/L", "0.1/L"], "0.01/L"],
  ["method", ["lora"], "full"],
] as const)("a list of %s with %j goes on with %s", (key, texts, text) => expect(next(key, ...texts)).toBe(text));

test("a limit of the lane ends a list of numbers, and no choice comes twice", () => {
  expect(next("trank", "8")).toBe("12");
  expect(next("trank", "8", "12")).toBeNull();
  expect(next("sampling", "reshuffle", "replace")).toBeNull();
});

test("a word is followed by a number, and a list without a value by none", () => {
  expect(Number(next("trank", "full"))).toBeGreaterThan(0);
  expect(next("target", "")).toBeNull();
});
