import { expect, test } from "vitest";
import { countWord, durationText, rateText } from "./words";

test("rates keep three digits, so that they do not flicker", () => {
  expect([128_345, 99.4, 0, Number.NaN].map(rateText)).toEqual(["128\u202f000", "99", "0", "0"]);
});

test.each([
  [0.2, "1 s"],
  [12.4, "12 s"],
  [59.4, "59 s"],
  [59.6, "1 min"],
  [130, "2 min 10 s"],
  [596, "10 min"],
  [1500, "25 min"],
  [3599, "1 h"],
  [12_000, "3 h 20 min"],
  [86_399, "1 d"],
  [187_300, "2 d 4 h"],
  [Infinity, "–"],
])("%d seconds are %s", (seconds, text) => expect(durationText(seconds)).toBe(text));

test("small counts are words", () => expect([4, 12, 13].map(countWord)).toEqual(["four", "twelve", "13"]));
