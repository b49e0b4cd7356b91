import { expect, test } from "vitest";
import { countWord, durationText, rateText } from "./words";

test("rates keep three digits, so that they do not flicker", () => {
  expect([128_345, 99.4, 0, Number.NaN].map(rateText)).toEqual(["128\u202f000", "99", "0", "0"]);
});

test("durations are in their largest fitting unit", () => {
  expect([0.2, 12.4, 200, 7300, Infinity].map(durationText)).toEqual(["1 s", "12 s", "3 min", "2 h", "–"]);
});

test("small counts are words", () => expect([4, 12, 13].map(countWord)).toEqual(["four", "twelve", "13"]));
