/** Reads a picture off the page: the same elements that are on screen, where the browser has laid them out. */
import { painterOf } from "../useCanvas";
import type { Figure, Picture } from "./picture";
import { createPlacing, type Placing } from "./placing";
import { shapeMark } from "./readShape";
import { readFormula, readLines, readSvgText } from "./readText";

/** Parts of a chart that are for hands or for ears. */
const APART =
  ".chart-surface, .chart-words, .chart-readout, button:not(.chart-explain), input, select, [data-print='no']";

/** `root` holds the charts; what stands outside them there, a caption, is read too. */
export function readPicture(root: HTMLElement): Picture {
  const placing = createPlacing(root);
  const charts = [...root.querySelectorAll<HTMLElement>(".chart")];
  const rest = [...root.querySelectorAll<HTMLElement>("[data-print='caption']")];
  return {
    width: root.offsetWidth,
    height: root.offsetHeight,
    ground: getComputedStyle(root).backgroundColor,
    figures: [...charts, ...rest].map((part) => readFigure(part, placing)),
  };
}

function readFigure(part: HTMLElement, placing: Placing): Figure {
  const marks = [...walk(part, placing)];
  return { title: part.getAttribute("aria-label") ?? "", marks };
}

function* walk(node: Element, placing: Placing): Generator<Figure["marks"][number]> {
  if (node.matches(APART) || isUnseen(node)) return;
  if (node instanceof HTMLCanvasElement) {
    const paint = painterOf(node);
    const [x, y] = placing.corner(node);
    if (paint) yield { kind: "canvas", x, y, width: node.offsetWidth, height: node.offsetHeight, paint };
    return;
  }
  if (node instanceof SVGTextElement || node instanceof MathMLElement) {
    yield* node instanceof SVGTextElement ? readSvgText(node, placing) : readFormula(node, placing);
    return;
  }
  if (node instanceof SVGGeometryElement) {
    const mark = shapeMark(node, placing);
    if (mark) yield mark;
    return;
  }
  for (const child of node.childNodes) {
    if (child instanceof Element) yield* walk(child, placing);
    else if (child instanceof Text && node instanceof HTMLElement) yield* readLines(child, node, placing);
  }
}

function isUnseen(node: Element): boolean {
  const { display, visibility } = getComputedStyle(node);
  return display === "none" || visibility !== "visible";
}
