/**
 * The page's own typeface, for a file that leaves the page: of its font-face rules those that the letters of a picture need, each with
 * the file it names as data. What no rule covers, symbols and formulas, is left to the reader's typefaces, as on the page.
 */
import type { Picture } from "./picture";

/** What the rules of src/app/styles/typeface.css call it. */
export const PAGE_FAMILY = "Inter Variable";

/** Rules for the style sheet of an SVG. The files are of the page's own origin. */
export async function fontFacesFor(picture: Picture): Promise<string> {
  const faces = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return [];
      const property = (name: string) => rule.style.getPropertyValue(name);
      const [, address] = /url\(["']?(.*?)["']?\)/.exec(property("src")) ?? [];
      const isPages = property("font-family").replace(/["']/g, "") === PAGE_FAMILY;
      if (!address || !isPages) return [];
      const { href } = new URL(address, sheet.href ?? location.href);
      return [{ href, weight: property("font-weight"), range: property("unicode-range") }];
    }),
  );
  const rules = neededOf(faces, lettersOf(picture)).map(async ({ href, weight, range }) => {
    const source = `url(data:font/woff2;base64,${await base64(href)})format("woff2")`;
    return `@font-face{font-family:"${PAGE_FAMILY}";font-weight:${weight};src:${source};unicode-range:${range}}`;
  });
  return (await Promise.all(rules)).join("\n");
}

function lettersOf({ figures }: Picture): ReadonlySet<number> {
  const texts = figures.flatMap(({ marks }) =>
    marks.flatMap((mark) => (mark.kind === "text" ? mark.parts.filter(({ font }) => font.face === "sans") : [])),
  );
  return new Set(texts.flatMap(({ text }) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0)));
}

/** The faces that the letters are set in, where the last one that has a letter is its own, as in style sheets. */
export function neededOf<Face extends { readonly range: string }>(
  faces: readonly Face[],
  letters: Iterable<number>,
): readonly Face[] {
  const needed = new Set([...letters].map((letter) => faces.findLast(({ range }) => covers(range, letter))));
  return faces.filter((face) => needed.has(face));
}

/** Whether a range as style sheets state them, "U+0-FF, U+131", holds a letter. */
function covers(range: string, letter: number): boolean {
  const spans = [...range.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)].map(
    ([, from = "", to = from]) => [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const,
  );
  return spans.some(([from, to]) => from <= letter && letter <= to);
}

async function base64(href: string): Promise<string> {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`The typeface could not be fetched (${response.status}): try again.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Slices, since a call takes only so many arguments.
  const SLICE = 2 ** 13;
  const slices = Array.from({ length: Math.ceil(bytes.length / SLICE) }, (_, i) =>
    String.fromCharCode(...bytes.subarray(i * SLICE, (i + 1) * SLICE)),
  );
  return btoa(slices.join(""));
}
