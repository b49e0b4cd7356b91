/** The marks on a landscape: the run's way, ways from other starts, the origin, and where things are now. */

import type { ColourName, Palette } from "../palette";
import { drawPathArrows } from "../pathArrows";
import type { Pen } from "../pen";
import type { LandscapeLayout } from "./layout";
import { indexAt, type LandscapeTrail, type TracedTrail, type TrailPoints } from "./trail";

/** A way from another start, in the colour of the basin that it takes. */
export interface PreviewPath {
  readonly trail: TrailPoints;
  readonly colour: ColourName;
}

export interface MarkPens {
  readonly palette: Palette;
  readonly playhead: number;
  readonly cursor: number | null;
}

/** The part not played yet. */
const FAINT = 0.28;
/** Far from the plane a way fades to this; it is drawn in as many strengths. */
const FARTHEST = 0.15;
const STRENGTHS = 8;

/** How strongly a point is drawn that lies beside the plane: half where it is half a half side away. */
export function strengthAt(distance: number, half: number): number {
  const nearness = 1 / (1 + ((2 * distance) / half) ** 2);
  return FARTHEST + (1 - FARTHEST) * nearness;
}

function dot(context: Pen, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** Points [from, to] as lines, a stretch of one strength at a time. */
function stroke(
  context: Pen,
  { x, y, distance }: TracedTrail,
  [from, to]: readonly [number, number],
  half: number,
  opacity: number,
): void {
  const strength = (i: number) => (distance ? Math.round(STRENGTHS * strengthAt(distance[i]!, half)) / STRENGTHS : 1);
  const isPlaced = (i: number) => Number.isFinite(x[i]) && Number.isFinite(y[i]);
  for (let i = from; i < to; ) {
    context.globalAlpha = opacity * strength(i);
    context.beginPath();
    let end = i;
    do {
      if (isPlaced(end) && isPlaced(end + 1)) {
        if (end === i || !isPlaced(end - 1)) context.moveTo(x[end]!, y[end]!);
        context.lineTo(x[end + 1]!, y[end + 1]!);
      }
      end++;
    } while (end < to && strength(end) === strength(i));
    context.stroke();
    i = end;
  }
  context.globalAlpha = 1;
}

export function drawTrail(
  context: Pen,
  trail: LandscapeTrail,
  traced: TracedTrail,
  layout: LandscapeLayout,
  { palette, playhead, cursor }: MarkPens,
): void {
  const [low, high] = layout.x.domain;
  const half = (high - low) / 2;
  const last = traced.t.length - 1;
  const split = indexAt(traced.t, playhead);
  const now = trail.at(playhead);
  context.strokeStyle = palette(trail.colour);
  context.fillStyle = palette(trail.colour);
  context.lineJoin = "round";
  context.lineCap = "round";
  context.lineWidth = 2 * layout.magnification;
  context.setLineDash(trail.dash.map((length) => layout.magnification * length));
  stroke(context, traced, [Math.max(0, split), last], half, FAINT);
  stroke(context, traced, [0, Math.max(0, split)], half, 1);
  if (now && split >= 0 && split < last) {
    context.beginPath();
    context.moveTo(traced.x[split]!, traced.y[split]!);
    context.lineTo(layout.x.position(now.x), layout.y.position(now.y));
    context.stroke();
  }
  context.setLineDash([]);
  drawPathArrows(context, Array.from(traced.x), Array.from(traced.y), split + 1, layout.magnification);
  const start = trail.at(0);
  context.lineWidth = 1.5 * layout.magnification;
  if (start) {
    context.fillStyle = palette("chart-ground");
    dot(context, layout.x.position(start.x), layout.y.position(start.y), 3 * layout.magnification);
  }
  context.strokeStyle = palette("chart-ground");
  context.fillStyle = palette(trail.colour);
  if (now) dot(context, layout.x.position(now.x), layout.y.position(now.y), 4.6 * layout.magnification);
  const read = cursor === null ? null : trail.at(cursor);
  if (!read) return;
  context.strokeStyle = palette(trail.colour);
  context.fillStyle = palette("chart-ground");
  dot(context, layout.x.position(read.x), layout.y.position(read.y), 4 * layout.magnification);
}

export function drawPreviews(
  context: Pen,
  previews: readonly PreviewPath[],
  layout: LandscapeLayout,
  palette: Palette,
): void {
  const isAlone = previews.length === 1;
  const [low, high] = layout.x.domain;
  const half = (high - low) / 2;
  context.lineJoin = "round";
  context.lineCap = "round";
  for (const { trail, colour } of previews) {
    const x = Array.from(trail.x, (value) => layout.x.position(value));
    const y = Array.from(trail.y, (value) => layout.y.position(value));
    context.strokeStyle = palette(colour);
    context.fillStyle = palette(colour);
    context.lineWidth = layout.magnification * (isAlone ? 2.2 : 1.2);
    stroke(context, { t: trail.t, x, y, distance: trail.distance }, [0, trail.t.length - 1], half, isAlone ? 1 : 0.75);
    context.lineWidth = layout.magnification;
    context.strokeStyle = palette("chart-ground");
    const end = trail.t.length - 1;
    if (isAlone) dot(context, x[end]!, y[end]!, 4 * layout.magnification);
    else dot(context, x[0]!, y[0]!, 2.6 * layout.magnification);
  }
}

export function drawOrigin(context: Pen, layout: LandscapeLayout, palette: Palette): void {
  context.fillStyle = palette("plane-stable");
  context.strokeStyle = palette("chart-ground");
  context.lineWidth = 1.6 * layout.magnification;
  dot(context, layout.x.position(0), layout.y.position(0), 5 * layout.magnification);
}
