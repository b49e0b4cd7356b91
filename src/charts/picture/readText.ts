/** Letters on the page, line by line, each with the place of its baseline: HTML as the browser has broken it, formulas, SVG. */
import { apply, scaleOf } from "./affine";
import { formulaParts } from "./formula";
import type { Font, TextMark, TextPart } from "./picture";
import type { Placing } from "./placing";

function fontOf(element: Element, scale = 1): Font {
  const { fontSize, fontWeight, fontStyle, fontFamily } = getComputedStyle(element);
  return {
    face: /math|serif/i.test(fontFamily.replace(/sans-serif/gi, "")) ? "math" : "sans",
    size: scale * Number.parseFloat(fontSize),
    weight: Number(fontWeight),
    isItalic: fontStyle === "italic",
  };
}

/** One mark for each line into which the browser has broken a text. */
export function* readLines(node: Text, element: Element, placing: Placing): Generator<TextMark> {
  const found: { text: string; box: DOMRect }[] = [];
  const range = document.createRange();
  for (let i = 0; i < node.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    const last = found.at(-1);
    if (box.width === 0) continue;
    if (last && Math.abs(last.box.top - box.top) < box.height / 2) {
      last.text += node.data[i];
      last.box = new DOMRect(last.box.x, last.box.y, box.right - last.box.x, last.box.height);
    } else found.push({ text: node.data[i] ?? "", box });
  }
  const { color: colour, textAlign } = getComputedStyle(element);
  const isRight = /right|end/.test(textAlign);
  for (const { text, box } of found) {
    if (!text.trim()) continue;
    const { x, y, width, height } = placing.rect(box);
    const at = isRight ? { x: x + width, anchor: "end" as const } : { x, anchor: "start" as const };
    const parts = [{ text: text.trim(), rise: 0, font: fontOf(element) }];
    yield { kind: "text", parts, ...at, y: y + baselineIn(element, height), colour, halo: null };
  }
}

/** A formula in one line, about its middle, on the baseline of its first letter. */
export function* readFormula(math: Element, placing: Placing): Generator<TextMark> {
  const letter = math.querySelector("mi");
  if (!letter) return;
  const whole = placing.rect(math.getBoundingClientRect());
  const range = document.createRange();
  range.selectNodeContents(letter);
  const { y, height } = placing.rect(range.getBoundingClientRect());
  yield {
    kind: "text",
    parts: formulaParts(math, Number.parseFloat(getComputedStyle(math).fontSize)),
    x: whole.x + whole.width / 2,
    y: y + baselineIn(letter, height),
    anchor: "middle",
    colour: getComputedStyle(math).color,
    halo: null,
  };
}

/** Pixels from the top of a line's letters to its baseline: a line is as high as its typeface. */
function baselineIn(element: Element, height: number): number {
  const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element);
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return 0.8 * height;
  context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = context.measureText("x");
  return (height * ascent) / (ascent + descent);
}

export function* readSvgText(text: SVGTextElement, placing: Placing): Generator<TextMark> {
  if (!text.textContent?.trim()) return;
  const style = getComputedStyle(text);
  const map = placing.map(text);
  const scale = scaleOf(map);
  const first = text.getStartPositionOfChar(0);
  const last = text.getEndPositionOfChar(text.getNumberOfChars() - 1);
  const anchor = anchors.find((each) => each === style.textAnchor) ?? "start";
  const at = anchor === "start" ? first.x : anchor === "end" ? last.x : (first.x + last.x) / 2;
  const [x, y] = apply(map, at, first.y);
  const hasHalo = style.paintOrder.startsWith("stroke") && style.stroke !== "none";
  const width = scale * Number.parseFloat(style.strokeWidth);
  yield {
    kind: "text",
    parts: [...svgParts(text, first.y, scale)],
    ...{ x, y, anchor },
    colour: style.fill,
    halo: hasHalo ? { colour: style.stroke, width } : null,
  };
}

function* svgParts(text: SVGTextElement, baseline: number, scale: number): Generator<TextPart> {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    if (node.data === "") continue;
    const rise = scale * (baseline - text.getStartPositionOfChar(before).y);
    yield { text: node.data, rise, font: fontOf(node.parentElement ?? text, scale) };
    before += node.length;
  }
}

const anchors = ["start", "middle", "end"] as const;
