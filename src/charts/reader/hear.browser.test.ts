import { expect, test } from "vitest";
import { playTones } from "./hear";
import type { ReadableLine } from "./readable";
import { LOUDEST, tonesOf } from "./tones";

const RATE = 44_100;

/** A tone of two seconds, as it would come out of a loudspeaker. */
async function rendered(height: (t: number) => number): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, 2 * RATE, RATE);
  const line: ReadableLine = { id: "a", name: "a", value: height, height };
  playTones(
    context,
    tonesOf(line, (share) => share),
    2,
  );
  return (await context.startRendering()).getChannelData(0);
}

/** Hertz between two moments in seconds, by counting how often the wave crosses zero upwards. */
function pitch(samples: Float32Array, from: number, to: number): number {
  let crossings = 0;
  for (let i = Math.round(from * RATE); i < to * RATE; i++) if (samples[i - 1]! < 0 && samples[i]! >= 0) crossings++;
  return crossings / (to - from);
}

const loudest = (samples: Float32Array, from: number, to: number) =>
  samples.subarray(from * RATE, to * RATE).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

test("a level line at half height sounds an octave above the lowest tone", async () => {
  const samples = await rendered(() => 0.5);
  expect(Math.abs(pitch(samples, 0.5, 1.5) - 440)).toBeLessThanOrEqual(1);
});

test("a falling line falls by two octaves, and stays modest", async () => {
  const samples = await rendered((share) => 1 - share);
  expect(pitch(samples, 0.05, 0.15) / 880).toBeCloseTo(2 ** -0.1, 1);
  expect(pitch(samples, 1.8, 2) / 220).toBeCloseTo(2 ** 0.1, 1);
  expect(loudest(samples, 0, 2)).toBeLessThanOrEqual(LOUDEST * 1.01);
});

test("a gap is silent, and the tone begins and ends softly", async () => {
  const samples = await rendered((share) => (share > 0.4 && share < 0.6 ? Number.NaN : 0.5));
  expect(loudest(samples, 0.9, 1.1)).toBe(0);
  expect(loudest(samples, 0.2, 0.6)).toBeGreaterThan(LOUDEST * 0.9);
  expect(Math.abs(samples[1]!)).toBeLessThan(LOUDEST / 50);
  expect(Math.abs(samples.at(-1)!)).toBeLessThan(LOUDEST / 50);
});
