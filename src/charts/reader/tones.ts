/**
 * A curve as a tone: from left to right over the picture, pitch follows height. Both are even in the logarithm (an octave doubles
 * the frequency), so that on a log axis equal factors of the value are equal intervals of the tone.
 */
import type { ReadableChart, ReadableLine } from "./readable";

export interface Tones {
  /** in hertz, evenly over the time that it sounds */
  readonly frequency: Float32Array<ArrayBuffer>;
  /** peak amplitude, 0 where the curve has no place in the picture */
  readonly loudness: Float32Array<ArrayBuffer>;
  /** the iterates heard */
  readonly steps: readonly number[];
}

/** A3, at the bottom of the picture; its top is two octaves above. */
export const LOWEST = 220;
export const OCTAVES = 2;
/** Modest: 22 dB under full scale. */
export const LOUDEST = 0.08;
/** Fifty values a second, closer together than an ear tells apart. */
const TONES = 200;

export function tonesOf(line: ReadableLine, stepAt: ReadableChart["stepAt"], count = TONES): Tones {
  const steps = Array.from({ length: count }, (_, i) => stepAt(i / (count - 1)));
  const frequency = new Float32Array(count).fill(LOWEST);
  const loudness = new Float32Array(count);
  for (const [i, t] of steps.entries()) {
    const height = line.height(t);
    const isHeard = Number.isFinite(height);
    // A gap is silent, and begins and ends without a glide.
    frequency[i] = isHeard ? LOWEST * 2 ** (OCTAVES * Math.min(1, Math.max(0, height))) : (frequency[i - 1] ?? LOWEST);
    loudness[i] = isHeard ? LOUDEST : 0;
  }
  return { frequency, loudness, steps };
}
