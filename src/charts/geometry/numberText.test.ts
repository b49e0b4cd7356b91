import fc from "fast-check";
import { expect, test } from "vitest";
import { flatText, grouped, numberText, stepText } from "./numberText";

test.each([
  [10.0449, "10.04"],
  [0.0022693, "0.002269"],
  [0.00022693, "2.269·10⁻⁴"],
  [123456, "123\u202f500"],
  [1234567, "1.235·10⁶"],
  [-0.5, "−0.5000"],
  [999999.9, "1.000·10⁶"],
  [0, "0"],
  [-0, "0"],
  [Number.NaN, "NaN"],
  [Infinity, "∞"],
  [-Infinity, "−∞"],
])("%d reads %s", (value, expected) => {
  expect(flatText(numberText(value))).toBe(expected);
});

test("thousands are set apart in the integer part only", () => {
  expect(grouped("1234567.1234567")).toBe("1\u202f234\u202f567.1234567");
  expect(stepText(1000)).toBe("1\u202f000");
});

test("a number text is within half a unit of its last digit", () => {
  const digits: Record<string, string> = { "−": "-", "\u202f": "" };
  fc.assert(
    fc.property(fc.double({ min: -1e308, max: 1e308, noNaN: true }), (value) => {
      const { text, exponent } = numberText(value);
      const plain = (part: string) => part.replace(/[−\u202f]/g, (c) => digits[c]!);
      const mantissa = plain(exponent === null ? text : text.replace("·10", ""));
      const read = Number(exponent === null ? mantissa : `${mantissa}e${plain(exponent)}`);
      expect(Math.abs(read - value)).toBeLessThanOrEqual(5.1e-4 * Math.abs(value) + 5e-324);
    }),
  );
});
