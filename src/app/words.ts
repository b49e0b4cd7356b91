/** Rates, durations and small counts in words. */
import { stepText } from "../charts/geometry/numberText";

/** A rate with two or three significant digits, so that it does not flicker. */
export function rateText(rate: number): string {
  if (!(rate > 0)) return "0";
  return rate < 100 ? String(Number(rate.toPrecision(2))) : stepText(Number(rate.toPrecision(3)));
}

/** A duration in its largest fitting unit: 12 s, 3 min, 2 h. */
export function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

const words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** Small counts as words, as prose has them. */
export function countWord(count: number): string {
  return words[count] ?? stepText(count);
}
