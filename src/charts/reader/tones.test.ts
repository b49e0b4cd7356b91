import { expect, test } from "vitest";
import type { ReadableLine } from "./readable";
import { LOUDEST, tonesOf } from "./tones";

const line = (height: (t: number) => number): ReadableLine => ({ id: "a", name: "a", value: height, height });
const stepAt = (share: number) => Math.round(100 * share);

test("the bottom of the picture is A3, its top A5, and halfway between sounds the A between them", () => {
  const { frequency, loudness } = tonesOf(
    line((t) => t / 100),
    stepAt,
    101,
  );
  expect([frequency[0], frequency[50], frequency[100]]).toEqual([220, 440, 880]);
  expect(Math.max(...loudness)).toBeCloseTo(LOUDEST, 6);
});

test("equal ways up are equal intervals", () => {
  const { frequency } = tonesOf(
    line((t) => t / 100),
    stepAt,
    101,
  );
  const ratios = [10, 40, 90].map((i) => frequency[i]! / frequency[i - 10]!);
  for (const ratio of ratios) expect(ratio).toBeCloseTo(2 ** 0.2, 5);
});

test("where the curve has no place there is silence, without a glide", () => {
  const { frequency, loudness } = tonesOf(
    line((t) => (t > 40 && t < 60 ? Number.NaN : 1)),
    stepAt,
    101,
  );
  expect(loudness[50]).toBe(0);
  expect(frequency[50]).toBe(880);
  expect(loudness[61]).toBeCloseTo(LOUDEST, 6);
});

test("what leaves the picture stays within the two octaves", () => {
  const { frequency } = tonesOf(
    line((t) => (t < 50 ? -3 : 4)),
    stepAt,
    11,
  );
  expect([frequency[0], frequency[10]]).toEqual([220, 880]);
});
