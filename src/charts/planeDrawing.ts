/** The marks of a plane on its canvas: paths with start, direction and playhead. */

import type { PlanePath } from "./geometry/planePath";
import { valueAt } from "./geometry/reading";
import type { Palette } from "./palette";
import { drawPathArrows } from "./pathArrows";
import type { Pen } from "./pen";
import type { PlaneFrame, PlaneLane } from "./planeModel";

export interface PlanePens {
  readonly palette: Palette;
  readonly pixelRatio: number;
  readonly playhead: number;
  readonly cursor: number | null;
}

const FAINT = 0.28;
/** Room around the plot for dots and strokes at its edges. */
const BLEED = 4;

/** Index of the last drawn point at or before the kept row. */
function pointAt(path: PlanePath, row: number): number {
  let low = -1;
  for (let high = path.rows.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (path.rows[middle]! <= row) low = middle;
    else high = middle;
  }
  return low;
}

type Place = readonly [x: number, y: number];

/** The path's points [from, to] and, where a place is given, on from `start` or up to `end`. */
function stroke(
  context: Pen,
  path: PlanePath,
  from: number,
  to: number,
  { start = null, end = null }: { readonly start?: Place | null; readonly end?: Place | null },
): void {
  context.beginPath();
  if (start) context.moveTo(...start);
  let penIsDown = start !== null;
  for (let i = from; i <= to; i++) {
    const [x, y] = [path.x[i]!, path.y[i]!];
    const isPlaced = Number.isFinite(x) && Number.isFinite(y);
    if (isPlaced && penIsDown) context.lineTo(x, y);
    else if (isPlaced) context.moveTo(x, y);
    penIsDown = isPlaced;
  }
  if (end && penIsDown) context.lineTo(...end);
  context.stroke();
}

/** Where a lane is at iterate t, or was when it ended; null where that is outside the plot. */
export function placeAt({ layout, axes }: PlaneFrame, { history }: PlaneLane, t: number): Place | null {
  const row = history.rowAt(Math.min(t, history.lastStep));
  if (row < 0) return null;
  const x = axes.x.scale.position(valueAt(history, axes.x.reading, row));
  const y = axes.y.scale.position(valueAt(history, axes.y.reading, row));
  const isInside = x >= -BLEED && y >= -BLEED && x <= layout.plotWidth + BLEED && y <= layout.plotHeight + BLEED;
  return isInside ? [x, y] : null;
}

function dot(context: Pen, at: Place | null, radius: number): void {
  if (!at) return;
  context.beginPath();
  context.arc(at[0], at[1], radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

export function drawPlane(context: Pen, frame: PlaneFrame, pens: PlanePens): void {
  const { layout, paths } = frame;
  const { palette } = pens;
  const { magnification } = layout;
  const bleed = magnification * BLEED;
  context.setTransform(pens.pixelRatio, 0, 0, pens.pixelRatio, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);
  context.translate(layout.left, layout.top);
  context.save();
  context.beginPath();
  context.rect(-bleed, -bleed, layout.plotWidth + 2 * bleed, layout.plotHeight + 2 * bleed);
  context.clip();
  context.lineJoin = "round";
  context.lineWidth = 2 * magnification;
  for (const { lane, path } of paths) {
    const split = pointAt(path, lane.history.rowAt(pens.playhead));
    context.strokeStyle = palette(lane.colour);
    context.fillStyle = palette(lane.colour);
    context.setLineDash(lane.dash.map((length) => magnification * length));
    context.lineCap = lane.dash.length > 0 ? "butt" : "round";
    const now = placeAt(frame, lane, pens.playhead);
    context.globalAlpha = FAINT;
    stroke(context, path, split + 1, path.rows.length - 1, { start: now });
    context.globalAlpha = 1;
    stroke(context, path, 0, split, { end: now });
    context.setLineDash([]);
    drawPathArrows(context, path.x, path.y, split + 1, magnification);
  }
  context.restore();
  for (const { lane } of paths) {
    context.strokeStyle = palette(lane.colour);
    context.lineWidth = 1.4 * magnification;
    context.fillStyle = palette("chart-ground");
    dot(context, placeAt(frame, lane, 0), 3 * magnification);
    context.lineWidth = 1.5 * magnification;
    context.strokeStyle = palette("chart-ground");
    context.fillStyle = palette(lane.colour);
    dot(context, placeAt(frame, lane, pens.playhead), 4.6 * magnification);
    if (pens.cursor === null) continue;
    context.strokeStyle = palette(lane.colour);
    context.fillStyle = palette("chart-ground");
    dot(context, placeAt(frame, lane, pens.cursor), 4 * magnification);
  }
}
