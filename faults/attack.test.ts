import fc from "fast-check";
import { expect, test } from "vitest";
import { attack } from "./attack";

test("what is refused and what is thrown is counted, each with its input, and a seed gives the same inputs again", () => {
  const seen: number[] = [];
  const { tried, refused, faults } = attack(
    fc.integer({ min: 0, max: 9 }),
    (digit) => {
      seen.push(digit);
      if (digit === 7) throw new Error("planted");
      return digit < 5 ? "refused" : "taken";
    },
    1200,
    3,
  );
  expect([tried, seen.length]).toEqual([1200, 1200]);
  expect(refused).toBe(seen.filter((digit) => digit < 5).length);
  expect(faults).toEqual(seen.filter((digit) => digit === 7).map(() => "Error: planted at 7"));
  expect(faults.length).toBeGreaterThan(0);
  const again: number[] = [];
  const note = (digit: number) => {
    again.push(digit);
    return "taken" as const;
  };
  attack(fc.integer({ min: 0, max: 9 }), note, 1200, 3);
  expect(again).toEqual(seen);
});
