/** MathML as a line of letters: variables in italics, indices lowered, powers raised, operators spaced as TeX spaces them. */
import type { TextPart } from "./picture";

/** Of a script, in parts of its base's size. */
const SCRIPT = { size: 0.72, raised: 0.36, lowered: 0.2 } as const;
const THIN = "\u2009";
/** Infix operators that stand apart from what they join; in scripts they do not. */
const APART: ReadonlySet<string> = new Set(["−", "-", "+", "=", "≤", "≥", "<", ">", "·", "×", "≈"]);

interface Place {
  readonly size: number;
  readonly rise: number;
  readonly isScript: boolean;
}

export function formulaParts(math: Element, size: number): readonly TextPart[] {
  return [...partsOf(math, { size, rise: 0, isScript: false })];
}

function* partsOf(node: Element, place: Place): Generator<TextPart> {
  const [base, ...scripts] = node.children;
  switch (node.localName) {
    case "mi":
    case "mn":
    case "mo":
    case "mtext":
      yield token(node, place);
      return;
    case "msub":
    case "msup":
    case "msubsup": {
      if (base) yield* partsOf(base, place);
      const [lower, upper] = node.localName === "msup" ? [undefined, scripts[0]] : scripts;
      if (lower) yield* partsOf(lower, script(place, -SCRIPT.lowered));
      if (upper) yield* partsOf(upper, script(place, SCRIPT.raised));
      // "min" and its like are operators
      const isName = base?.localName === "mi" && [...(base.textContent ?? "")].length > 1;
      if (isName) yield { text: THIN, rise: place.rise, font: fontAt(place, false) };
      return;
    }
    default:
      for (const child of node.children) yield* partsOf(child, place);
  }
}

function script({ size, rise }: Place, by: number): Place {
  return { size: SCRIPT.size * size, rise: rise + by * size, isScript: true };
}

const fontAt = ({ size }: Place, isItalic: boolean) => ({ face: "math" as const, size, weight: 400, isItalic });

function token(node: Element, place: Place): TextPart {
  const text = node.localName === "mtext" ? (node.textContent ?? "") : (node.textContent?.trim() ?? "");
  const isVariable = node.localName === "mi" && /^\p{L}$/u.test(text) && node.getAttribute("mathvariant") !== "normal";
  const spaced = node.localName === "mo" && APART.has(text) && !place.isScript ? `${THIN}${text}${THIN}` : text;
  return { text: spaced, rise: place.rise, font: fontAt(place, isVariable) };
}
