/** Rates, durations and small counts in words. */
import { stepText } from "../charts/geometry/numberText";

/** A rate with two or three significant digits, so that it does not flicker. */
export function rateText(rate: number): string {
  if (!(rate > 0)) return "0";
  return rate < 100 ? String(Number(rate.toPrecision(2))) : stepText(Number(rate.toPrecision(3)));
}

/** A duration as one would say it: 12 s, 2 min 10 s, 25 min, 3 h 20 min, 2 d 4 h. */
export function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  const inMinutes = Math.round(seconds / 60);
  const inHours = Math.round(seconds / 3600);
  if (seconds < 59.5) return `${Math.max(1, Math.round(seconds))} s`;
  // tens of seconds, which do not flicker
  if (seconds < 595) return twoUnits(Math.round(seconds / 10) * 10, 60, "min", "s");
  if (inMinutes < 60) return `${inMinutes} min`;
  if (inHours < 24) return twoUnits(Math.round(inMinutes / 10) * 10, 60, "h", "min");
  return twoUnits(inHours, 24, "d", "h");
}

function twoUnits(amount: number, each: number, large: string, small: string): string {
  const rest = amount % each;
  return `${Math.floor(amount / each)} ${large}${rest > 0 ? ` ${rest} ${small}` : ""}`;
}

const words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** Small counts as words, as prose has them. */
export function countWord(count: number): string {
  return words[count] ?? stepText(count);
}
