/** The marks of sampled paths on their canvas: landmarks behind, bands, lines with their direction, start, playhead and cursor. */

import type { Palette } from "../palette";
import { drawPathArrows } from "../pathArrows";
import type { Pen } from "../pen";
import type { PlaneLayout } from "../planeModel";
import { type Landmark, type PlacedPath, pointAt } from "./pathModel";

export interface PathPens {
  readonly palette: Palette;
  readonly pixelRatio: number;
  readonly playhead: number;
  readonly cursor: number | null;
}

const FAINT = 0.28;
const BAND = { width: 9, opacity: 0.2 } as const;
const LANDMARK = 4.5;

export function drawPaths(
  context: Pen,
  layout: PlaneLayout,
  placed: readonly PlacedPath[],
  landmarks: readonly Landmark[],
  { palette, pixelRatio, playhead, cursor }: PathPens,
): void {
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);
  context.translate(layout.left, layout.top);
  context.lineJoin = "round";
  const { magnification } = layout;
  for (const mark of landmarks) drawLandmark(context, layout, mark, palette);
  for (const one of placed) {
    const split = pointAt(one.path, playhead);
    context.strokeStyle = palette(one.path.colour);
    context.fillStyle = palette(one.path.colour);
    drawBands(context, one, magnification);
    context.lineWidth = 2 * magnification;
    context.setLineDash(one.path.dash.map((length) => magnification * length));
    context.globalAlpha = FAINT;
    stroke(context, one, Math.max(0, split), one.x.length - 1);
    context.globalAlpha = 1;
    stroke(context, one, 0, split);
    context.setLineDash([]);
    drawPathArrows(context, one.x, one.y, split + 1, magnification);
  }
  for (const one of placed) {
    const colour = palette(one.path.colour);
    const ground = palette("chart-ground");
    const dotAt = (point: number, radius: number, fill: string, line: string) =>
      dot(context, one, point, magnification, { radius, fill, line });
    dotAt(0, 3, ground, colour);
    dotAt(pointAt(one.path, playhead), 4.6, colour, ground);
    if (cursor !== null) dotAt(pointAt(one.path, cursor), 4, ground, colour);
  }
}

function stroke(context: Pen, { x, y }: PlacedPath, from: number, to: number): void {
  context.beginPath();
  let penIsDown = false;
  for (let i = from; i <= to; i++) {
    const isPlaced = Number.isFinite(x[i]!) && Number.isFinite(y[i]!);
    if (isPlaced && penIsDown) context.lineTo(x[i]!, y[i]!);
    else if (isPlaced) context.moveTo(x[i]!, y[i]!);
    penIsDown = isPlaced;
  }
  context.stroke();
}

/** The pieces that are banded, as wide pale strokes. */
function drawBands(context: Pen, one: PlacedPath, magnification: number): void {
  const { banded } = one.path;
  if (!banded) return;
  context.globalAlpha = BAND.opacity;
  context.lineWidth = magnification * BAND.width;
  context.lineCap = "butt";
  for (let i = 0; i + 1 < one.x.length; i++) {
    let end = i;
    while (end + 1 < one.x.length && banded[end]) end++;
    if (end > i) stroke(context, one, i, end);
    i = end;
  }
  context.globalAlpha = 1;
}

interface Dot {
  readonly radius: number;
  readonly fill: string;
  readonly line: string;
}

function dot(
  context: Pen,
  { x, y }: PlacedPath,
  point: number,
  magnification: number,
  { radius, fill, line }: Dot,
): void {
  if (!Number.isFinite(x[point]) || !Number.isFinite(y[point])) return;
  context.fillStyle = fill;
  context.strokeStyle = line;
  context.lineWidth = 1.5 * magnification;
  context.beginPath();
  context.arc(x[point]!, y[point]!, magnification * radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** A diamond, filled once a path has been there. */
function drawLandmark(context: Pen, layout: PlaneLayout, mark: Landmark, palette: Palette): void {
  const [x, y] = [layout.x.position(mark.x), layout.y.position(mark.y)];
  const reach = layout.magnification * LANDMARK;
  context.beginPath();
  context.moveTo(x + reach, y);
  context.lineTo(x, y + reach);
  context.lineTo(x - reach, y);
  context.lineTo(x, y - reach);
  context.closePath();
  context.fillStyle = palette(mark.isVisited ? "plane-stable" : "chart-ground");
  context.strokeStyle = palette("plane-stable");
  context.lineWidth = 1.4 * layout.magnification;
  context.fill();
  context.stroke();
}
