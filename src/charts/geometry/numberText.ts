/** Numbers as a reader of papers expects them: four digits, powers of ten, thin spaces between thousands, a true minus. */
export interface NumberText {
  readonly text: string;
  /** to be raised after `text`; null if there is none */
  readonly exponent: string | null;
}

/** Narrow no-break space: a thin space at which lines do not break. */
const THIN_SPACE = "\u202f";
const MINUS = "\u2212";
const superscripts: Readonly<Record<string, string>> = {
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
  [MINUS]: "⁻",
};
/** Plain notation from here … */
const SMALLEST_PLAIN = 1e-3;
/** … up to here, powers of ten outside. */
const LARGEST_PLAIN = 1e6;

function signed(digits: string): string {
  return digits.replace("-", MINUS);
}

/** Thousands apart by thin spaces, in the integer part. */
export function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return signed(fraction === undefined ? spaced : `${spaced}.${fraction}`);
}

/** An iterate. */
export function stepText(t: number): string {
  return grouped(String(Math.round(t)));
}

/** A value in at most `digits` significant digits. */
export function numberText(value: number, digits = 4): NumberText {
  if (Number.isNaN(value)) return { text: "NaN", exponent: null };
  if (!Number.isFinite(value)) return { text: value > 0 ? "∞" : `${MINUS}∞`, exponent: null };
  if (value === 0) return { text: "0", exponent: null };
  const [mantissa = "0", power = "0"] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  const rounded = Number(`${mantissa}e${power}`);
  if (Math.abs(rounded) >= SMALLEST_PLAIN && Math.abs(rounded) < LARGEST_PLAIN) {
    return { text: grouped(rounded.toFixed(Math.max(0, digits - 1 - exponent))), exponent: null };
  }
  return { text: `${signed(mantissa)}·10`, exponent: signed(String(exponent)) };
}

/** Axis labels carry no more digits than they need: 0.2, 10⁻⁴, 2·10⁻⁵; `decimals` says how many they have at least. */
export function tickText(value: number, plain: boolean, decimals = 0): NumberText {
  if (value === 0) return { text: "0", exponent: null };
  const [mantissa = "0", power = "0"] = value.toExponential().split("e");
  const exponent = signed(String(Number(power)));
  const padded = (digits: string) => {
    const missing = decimals - (digits.split(".")[1]?.length ?? 0);
    return missing > 0 ? Number(digits).toFixed(decimals) : digits;
  };
  if (plain) return { text: grouped(padded(String(value))), exponent: null };
  if (mantissa === "1" && decimals === 0) return { text: "10", exponent };
  if (mantissa === "-1" && decimals === 0) return { text: `${MINUS}10`, exponent };
  return { text: `${signed(padded(mantissa))}·10`, exponent };
}

/** The same in one line of characters, for screen readers and readouts. */
export function flatText(number: NumberText): string {
  if (number.exponent === null) return number.text;
  return number.text + Array.from(number.exponent, (digit) => superscripts[digit] ?? digit).join("");
}
