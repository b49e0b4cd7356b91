/** Lines, boxes and paths of the page's SVG. */
import type { ShapeMark } from "./picture";
import type { Placing } from "./placing";

export function shapeMark(shape: SVGGeometryElement, placing: Placing): ShapeMark | null {
  const path = pathOf(shape);
  const style = getComputedStyle(shape);
  const fill = paintOf(style.fill);
  const stroke = paintOf(style.stroke);
  if (!path || (!fill && !stroke)) return null;
  const dash = style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(Number.parseFloat);
  const strokeWidth = Number.parseFloat(style.strokeWidth);
  const map = placing.map(shape);
  return { kind: "shape", path, map, fill, fillOpacity: Number(style.fillOpacity), stroke, strokeWidth, dash };
}

const paintOf = (paint: string) => (paint === "none" || paint === "" ? null : paint);

function pathOf(shape: SVGGeometryElement): string {
  if (shape instanceof SVGPathElement) return shape.getAttribute("d") ?? "";
  if (shape instanceof SVGLineElement) {
    const [x1, y1, x2, y2] = [shape.x1, shape.y1, shape.x2, shape.y2].map(({ baseVal }) => baseVal.value);
    return `M${x1} ${y1}L${x2} ${y2}`;
  }
  if (shape instanceof SVGRectElement) {
    const [x, y, width, height] = [shape.x, shape.y, shape.width, shape.height].map(({ baseVal }) => baseVal.value);
    return `M${x} ${y}h${width}v${height}h${-width!}Z`;
  }
  if (shape instanceof SVGCircleElement) {
    const [x = 0, y = 0, r = 0] = [shape.cx, shape.cy, shape.r].map(({ baseVal }) => baseVal.value);
    return `M${x + r} ${y}A${r} ${r} 0 0 1 ${x - r} ${y}A${r} ${r} 0 0 1 ${x + r} ${y}Z`;
  }
  return "";
}
