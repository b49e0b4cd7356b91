/** Heat maps on their canvas: each matrix is painted once, one pixel for each entry, and blown up without smoothing. */

import type { Matrix } from "../../math/matrix";
import type { Palette } from "../palette";
import type { Pen } from "../pen";
import { diverging, type HeatBlock, parseHex } from "./heatMapModel";

interface Picture {
  readonly palette: Palette;
  readonly scale: number;
  readonly canvas: HTMLCanvasElement;
}

export function createBlockDrawing(): (
  context: Pen,
  block: HeatBlock,
  palette: Palette,
  magnification: number,
) => void {
  const pictures = new WeakMap<Matrix, Picture>();
  return (context, { M, scale, x, y, width, height }, palette, magnification) => {
    const known = pictures.get(M);
    const canvas = known?.palette === palette && known.scale === scale ? known.canvas : paint(M, scale, palette);
    pictures.set(M, { palette, scale, canvas });
    context.imageSmoothingEnabled = false;
    context.drawImage(canvas, x, y, width, height);
    context.strokeStyle = palette("chart-axis");
    const line = Math.round(1.2 * magnification);
    context.lineWidth = line;
    context.strokeRect(x - line / 2, y - line / 2, width + line, height + line);
  };
}

function paint(M: Matrix, scale: number, palette: Palette): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: M.columns, height: M.rows });
  const context = canvas.getContext("2d");
  const image = context?.createImageData(M.columns, M.rows);
  const [low, middle, high] = (["lane-0", "chart-ground", "lane-4"] as const).map((name) => parseHex(palette(name)));
  const colour = diverging(low!, middle!, high!);
  M.data.forEach((value, e) => {
    image?.data.set(colour(scale > 0 ? value / scale : 0), 4 * e);
  });
  if (image) context?.putImageData(image, 0, 0);
  return canvas;
}
