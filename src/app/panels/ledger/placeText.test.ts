import { describe, expect, test } from "vitest";
import { levelDigits, placeText } from "./placeText";

describe("a number in a formula", () => {
  test.each([
    [2, null, "2"],
    [0.05, null, "0.05"],
    [1500, null, "1\u202f500"],
    [1 / 3, null, "0.3333"],
    [1.234567e-5, null, "1.235·10⁻⁵"],
    [1.234567e-5, "sign", "1.235·10⁻⁵"],
    [1.234567e-5, "power", "(1.235·10⁻⁵)"],
    [-3, null, "−3"],
    [-3, "sign", "(−3)"],
    [-0.25, "power", "(−0.25)"],
    [Number.NaN, "power", "NaN"],
  ] as const)("%d under %s reads %s", (value, under, text) => expect(placeText(value, under)).toBe(text));
});

test("losses that differ late carry the digits in which they differ, up to ten", () => {
  const names = ["J", "nextJ", "s"];
  const digits = (nextJ: number, name = "J") => levelDigits(names, { J: 0.4321, nextJ, s: 3 }, name);
  expect(digits(0.4)).toBe(4);
  expect(digits(0.43209)).toBe(7);
  expect(digits(0.4321 - 1e-14)).toBe(10);
  expect(digits(0.4321)).toBe(4);
  expect(digits(0.43209, "s")).toBe(4);
});
