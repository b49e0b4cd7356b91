/** The marks of a plane on its canvas: paths with start, direction and playhead. */
import { arrowsAlong } from "./geometry/arrows";
import type { PlanePath } from "./geometry/planePath";
import type { Palette } from "./palette";
import type { PlaneFrame, PlaneLane } from "./planeModel";

export interface PlanePens {
  readonly palette: Palette;
  readonly pixelRatio: number;
  readonly playhead: number;
  readonly cursor: number | null;
  /** drawn under the paths, in plot coordinates */
  readonly background?: ((context: CanvasRenderingContext2D, frame: PlaneFrame, palette: Palette) => void) | undefined;
}

const FAINT = 0.28;
const ARROW_SPACING = 84;
const ARROW = 4.2;
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

function stroke(context: CanvasRenderingContext2D, path: PlanePath, from: number, to: number): void {
  context.beginPath();
  let penIsDown = false;
  for (let i = Math.max(0, from); i <= to; i++) {
    const [x, y] = [path.x[i]!, path.y[i]!];
    const isPlaced = Number.isFinite(x) && Number.isFinite(y);
    if (isPlaced && penIsDown) context.lineTo(x, y);
    else if (isPlaced) context.moveTo(x, y);
    penIsDown = isPlaced;
  }
  context.stroke();
}

function drawArrows(context: CanvasRenderingContext2D, path: PlanePath, to: number): void {
  for (const { x, y, angle } of arrowsAlong(path.x, path.y, ARROW_SPACING, to + 1)) {
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.beginPath();
    context.moveTo(ARROW, 0);
    context.lineTo(-ARROW * 0.8, ARROW * 0.85);
    context.lineTo(-ARROW * 0.35, 0);
    context.lineTo(-ARROW * 0.8, -ARROW * 0.85);
    context.closePath();
    context.fill();
    context.restore();
  }
}

/** Where a lane is at iterate t: exactly, not at the nearest drawn point. */
export function placeAt(
  frame: PlaneFrame,
  lane: PlaneLane,
  path: PlanePath,
  t: number,
): readonly [number, number] | null {
  const { history } = lane;
  const index = pointAt(path, history.rowAt(Math.min(t, history.lastStep)));
  if (index < 0) return null;
  const [x, y] = [path.x[index]!, path.y[index]!];
  const { plotWidth, plotHeight } = frame.layout;
  const isInside = x >= -BLEED && y >= -BLEED && x <= plotWidth + BLEED && y <= plotHeight + BLEED;
  return isInside ? [x, y] : null;
}

function dot(context: CanvasRenderingContext2D, at: readonly [number, number] | null, radius: number): void {
  if (!at) return;
  context.beginPath();
  context.arc(at[0], at[1], radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

export function drawPlane(context: CanvasRenderingContext2D, frame: PlaneFrame, pens: PlanePens): void {
  const { layout, paths } = frame;
  const { palette } = pens;
  context.setTransform(pens.pixelRatio, 0, 0, pens.pixelRatio, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);
  context.translate(layout.left, layout.top);
  context.save();
  context.beginPath();
  context.rect(-BLEED, -BLEED, layout.plotWidth + 2 * BLEED, layout.plotHeight + 2 * BLEED);
  context.clip();
  pens.background?.(context, frame, palette);
  context.lineJoin = "round";
  context.lineWidth = 2;
  for (const { lane, path } of paths) {
    const split = pointAt(path, lane.history.rowAt(pens.playhead));
    context.strokeStyle = palette(lane.colour);
    context.fillStyle = palette(lane.colour);
    context.setLineDash(lane.dash);
    context.lineCap = lane.dash.length > 0 ? "butt" : "round";
    context.globalAlpha = FAINT;
    stroke(context, path, split, path.rows.length - 1);
    context.globalAlpha = 1;
    stroke(context, path, 0, split);
    context.setLineDash([]);
    drawArrows(context, path, split);
  }
  context.restore();
  for (const { lane, path } of paths) {
    context.strokeStyle = palette(lane.colour);
    context.lineWidth = 1.4;
    context.fillStyle = palette("chart-ground");
    dot(context, placeAt(frame, lane, path, 0), 3);
    context.lineWidth = 1.5;
    context.strokeStyle = palette("chart-ground");
    context.fillStyle = palette(lane.colour);
    dot(context, placeAt(frame, lane, path, pens.playhead), 4.6);
    if (pens.cursor === null) continue;
    context.strokeStyle = palette(lane.colour);
    context.fillStyle = palette("chart-ground");
    dot(context, placeAt(frame, lane, path, pens.cursor), 4);
  }
}
