import { expect, test } from "vitest";
import { magnificationFor } from "./useMagnification";

test("text is as large a part of a 4K projector as of a 1080p one, by the tighter side", () => {
  expect(magnificationFor(1920, 1080)).toBe(2.5);
  expect(magnificationFor(3840, 2160)).toBe(5);
  expect(magnificationFor(1920, 864)).toBe(2);
  expect(magnificationFor(1440, 1080)).toBe(1.875);
});

test("a small screen keeps room for its pictures", () => {
  expect(magnificationFor(390, 844)).toBe(1.2);
});
