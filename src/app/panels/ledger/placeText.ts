/** Numbers as they stand in a formula: short, in parentheses where a power or a sign would misread them. */
import { flatText, grouped, numberText } from "../../../charts/geometry/numberText";

const DIGITS = 4;
const MOST_DIGITS = 10;

/** Where a number stands: as the base of a power, after a sign or a factor, or alone. */
export type Under = "power" | "sign" | null;

/** A number with few digits is written as it is: 2, 0.05, 1 500. */
function plain(value: number): string | null {
  const digits = String(value);
  return digits.length <= DIGITS + 2 && !digits.includes("e") && Number.isFinite(value) ? grouped(digits) : null;
}

export function placeText(value: number, under: Under, digits = DIGITS): string {
  const text = plain(value) ?? flatText(numberText(value, digits));
  const needsParentheses = under !== null && (value < 0 || (under === "power" && text.includes("·")));
  return needsParentheses ? `(${text})` : text;
}

/** Losses stand in differences: their last digits are what counts. */
const levels: readonly string[] = ["J", "nextJ", "J0", "infimum"];

/** How many digits a loss needs, so that its difference to the next other one in the formula still has three. */
export function levelDigits(names: Iterable<string>, numbers: Readonly<Record<string, number>>, name: string): number {
  const value = numbers[name];
  if (value === undefined || value === 0 || !levels.includes(name)) return DIGITS;
  const others = [...names].filter((each) => levels.includes(each) && each !== name);
  const gaps = others.map((other) => Math.abs(value - (numbers[other] ?? value))).filter((gap) => gap > 0);
  const closest = Math.min(...gaps, Math.abs(value));
  const lost = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(closest));
  return Number.isFinite(lost) ? Math.min(MOST_DIGITS, Math.max(DIGITS, 3 + lost)) : DIGITS;
}
