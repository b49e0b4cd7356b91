/** A picture as an SVG file. */
import { PAGE_FAMILY } from "./fontFaces";
import { drawAtOnce } from "./lineChartAtOnce";
import type { CanvasMark, Figure, Font, Picture, ShapeMark, TextMark } from "./picture";
import { createSvgPen } from "./svgPen";
import { type Attributes, coordinate, element, escapeXml } from "./xml";

/**
 * The page's typeface comes with the file; what reads no embedded one uses the first of these that it has. Runs are anchored so that a
 * wider one moves nothing.
 */
const faces: Readonly<Record<Font["face"], string>> = {
  sans: `'${PAGE_FAMILY}', Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif`,
  math: "'STIX Two Text', 'STIX Two Math', 'Times New Roman', 'Liberation Serif', 'DejaVu Serif', serif",
};

export interface SvgOptions {
  /** of the printed figure; in pixels of a screen if left out */
  readonly millimetres?: number;
  readonly title: string;
  /** what made it, with its link: kept with the file, not drawn */
  readonly description: string;
  /** rules of typefaces with their data */
  readonly fontFaces: string;
}

export function svgOf(picture: Picture, { millimetres, title, description, fontFaces }: SvgOptions): string {
  const { width, height, ground } = picture;
  const size: Attributes =
    millimetres === undefined
      ? { width, height }
      : { width: `${millimetres}mm`, height: `${coordinate((millimetres * height) / width)}mm` };
  const body = [
    element("title", {}, escapeXml(title)),
    element("desc", {}, escapeXml(description)),
    ...(fontFaces ? [element("style", {}, escapeXml(fontFaces))] : []),
    element("rect", { width, height, fill: ground }),
    ...picture.figures.map(figureMarkup),
  ];
  const attributes = { xmlns: "http://www.w3.org/2000/svg", ...size, viewBox: `0 0 ${width} ${height}` };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("svg", attributes, `\n${body.join("\n")}\n`)}\n`;
}

function figureMarkup({ title, marks }: Figure, index: number): string {
  const parts = marks.map((mark, i) => {
    switch (mark.kind) {
      case "text":
        return textMarkup(mark);
      case "shape":
        return shapeMarkup(mark);
      case "canvas":
        return canvasMarkup(mark, `drawing-${index}-${i}`);
      default:
        return mark satisfies never;
    }
  });
  const name = title ? element("title", {}, escapeXml(title)) : "";
  return element("g", { class: title ? "chart" : "caption" }, `${name}\n${parts.join("\n")}\n`);
}

function canvasMarkup({ x, y, paint }: CanvasMark, id: string): string {
  const pen = createSvgPen(id);
  paint(pen, 1, drawAtOnce);
  const transform = `translate(${coordinate(x)} ${coordinate(y)})`;
  return element("g", { class: "drawing", id, transform }, pen.markup());
}

function shapeMarkup({ path, map, fill, fillOpacity, stroke, strokeWidth, dash }: ShapeMark): string {
  return element("path", {
    d: path,
    transform: `matrix(${map.map((entry) => Math.round(1e4 * entry) / 1e4).join(" ")})`,
    fill: fill ?? "none",
    "fill-opacity": fill && fillOpacity < 1 ? coordinate(fillOpacity) : null,
    stroke,
    "stroke-width": stroke && coordinate(strokeWidth),
    "stroke-dasharray": stroke && dash.length > 0 ? dash.join(" ") : null,
  });
}

function textMarkup({ parts, x, y, anchor, colour, halo }: TextMark): string {
  const place = {
    x: coordinate(x),
    y: coordinate(y),
    "text-anchor": anchor === "start" ? null : anchor,
    "xml:space": "preserve",
  };
  let risen = 0;
  const content = parts.map(({ text, rise, font }) => {
    const dy = risen === rise ? null : coordinate(risen - rise);
    risen = rise;
    return element("tspan", { dy, ...fontAttributes(font) }, escapeXml(text));
  });
  const written = content.join("");
  const text = element("text", { ...place, fill: colour }, written);
  if (!halo) return text;
  // Not every reader knows paint-order: the halo is a text of its own, behind.
  const around = { stroke: halo.colour, "stroke-width": coordinate(halo.width), "stroke-linejoin": "round" };
  return element("text", { ...place, fill: halo.colour, ...around, "aria-hidden": "true" }, written) + text;
}

function fontAttributes({ face, size, weight, isItalic }: Font): Attributes {
  return {
    "font-family": faces[face],
    "font-size": coordinate(size),
    "font-weight": weight === 400 ? null : weight,
    "font-style": isItalic ? "italic" : null,
  };
}
