/** A picture painted on a canvas, at any resolution and in the page's own typefaces. */
import type { CanvasMark, Font, Picture, ShapeMark, TextMark } from "./picture";

const faces = {
  sans: '"Inter Variable", Inter, system-ui, sans-serif',
  math: '"STIX Two Text", "STIX Two Math", "Times New Roman", "Liberation Serif", serif',
};

/** `pixelRatio`: pixels of the canvas for each of the picture. */
export function paintPicture(picture: Picture, pixelRatio: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * pixelRatio);
  canvas.height = Math.round(picture.height * pixelRatio);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser gives no canvas of this size");
  context.scale(pixelRatio, pixelRatio);
  context.fillStyle = picture.ground;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const { marks } of picture.figures) {
    for (const mark of marks) {
      context.save();
      if (mark.kind === "text") paintText(context, mark);
      else if (mark.kind === "shape") paintShape(context, mark);
      else paintDrawing(context, mark, pixelRatio);
      context.restore();
    }
  }
  return canvas;
}

function paintText(context: CanvasRenderingContext2D, { parts, x, y, anchor, colour, halo }: TextMark): void {
  const widths = parts.map(({ text, font }) => {
    context.font = fontText(font);
    return context.measureText(text).width;
  });
  const width = widths.reduce((sum, each) => sum + each, 0);
  const start = x - (anchor === "start" ? 0 : anchor === "end" ? width : width / 2);
  const write = (put: (text: string, x: number, y: number) => void) => {
    let at = start;
    for (const [i, { text, rise, font }] of parts.entries()) {
      context.font = fontText(font);
      put(text, at, y - rise);
      at += widths[i] ?? 0;
    }
  };
  if (halo) {
    context.lineJoin = "round";
    context.lineWidth = halo.width;
    context.strokeStyle = halo.colour;
    write((...text) => context.strokeText(...text));
  }
  context.fillStyle = colour;
  write((...text) => context.fillText(...text));
}

const fontText = ({ isItalic, weight, size, face }: Font) =>
  `${isItalic ? "italic " : ""}${weight} ${size}px ${faces[face]}`;

function paintShape(
  context: CanvasRenderingContext2D,
  { path, map, fill, fillOpacity, stroke, strokeWidth, dash }: ShapeMark,
): void {
  context.transform(...map);
  const traced = new Path2D(path);
  if (fill) {
    context.fillStyle = fill;
    context.globalAlpha = fillOpacity;
    context.fill(traced);
    context.globalAlpha = 1;
  }
  if (!stroke) return;
  context.strokeStyle = stroke;
  context.lineWidth = strokeWidth;
  context.setLineDash([...dash]);
  context.stroke(traced);
}

/** Drawings place themselves on a canvas of their own. */
function paintDrawing(
  context: CanvasRenderingContext2D,
  { x, y, width, height, paint }: CanvasMark,
  ratio: number,
): void {
  const own = document.createElement("canvas");
  own.width = Math.round(width * ratio);
  own.height = Math.round(height * ratio);
  const pen = own.getContext("2d");
  if (!pen) return;
  paint(pen, ratio);
  context.drawImage(own, x, y, width, height);
}
