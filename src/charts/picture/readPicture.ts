/** Reads a picture off the page: the same elements that are on screen, where the browser has laid them out. */
import { painterOf } from "../useCanvas";
import type { Figure, Picture } from "./picture";
import { createPlacing, type Placing } from "./placing";
import { shapeMark } from "./readShape";
import { readText } from "./readText";

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
  if (isText(node)) {
    yield* readText(node, placing);
    return;
  }
  if (node instanceof SVGGeometryElement) {
    const mark = shapeMark(node, placing);
    if (mark) yield mark;
    return;
  }
  for (const child of node.children) yield* walk(child, placing);
}

/** Whether an element's own text is read at once: it holds letters, or it is a formula. */
function isText(node: Element): boolean {
  if (node instanceof SVGTextElement || node instanceof MathMLElement) return true;
  return (
    node instanceof HTMLElement && [...node.childNodes].some((child) => child instanceof Text && child.data.trim())
  );
}

function isUnseen(node: Element): boolean {
  const { display, visibility } = getComputedStyle(node);
  return display === "none" || visibility !== "visible";
}
