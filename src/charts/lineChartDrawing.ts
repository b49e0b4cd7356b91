/** The marks of a line chart on its canvas: lines from the ink, and what moves over them. */

import { markHeight, markStretches } from "./geometry/markStretches";
import { BLEED, createInk, type Ink, type Line } from "./lineChartInk";
import type { ChartFrame, Layout } from "./lineChartModel";
import type { Palette } from "./palette";
import type { Pen } from "./pen";
import { seriesValue } from "./series";

export interface Pens {
  readonly palette: Palette;
  readonly pixelRatio: number;
  readonly playhead: number;
  readonly cursor: number | null;
  /** the second cursor */
  readonly anchor: number | null;
  /** pixels between which a drag selects a window */
  readonly brush: readonly [number, number] | null;
}

/** What lies beyond the playhead. */
export const FAINT = 0.28;
const DOT_RADIUS = 3.4;

export type LineChartDrawing = (context: Pen, frame: ChartFrame, pens: Pens) => void;

/** Bounds that are functions of t are known ahead of the run: the playhead does not part them. */
export const isKnownAhead = ({ series }: Line): boolean => series.source.kind === "function";

export function createLineChartDrawing(): LineChartDrawing {
  let inks: { readonly ahead: Ink; readonly measured: Ink } | null = null;
  let key: readonly unknown[] = [];
  let places: Places | null = null;

  return (context, frame, pens) => {
    // Only a canvas can be copied from: a file is drawn at once (picture/lineChartAtOnce).
    if (!(context instanceof CanvasRenderingContext2D)) return;
    const { layout, lines } = frame;
    const { palette, pixelRatio } = pens;
    inks ??= { ahead: createInk(), measured: createInk() };
    const { ahead, measured } = inks;
    const known = lines.filter(isKnownAhead);
    const streamed = lines.filter((line) => !isKnownAhead(line));
    const changed = Math.min(
      ahead.draw(known, layout, palette, pixelRatio),
      measured.draw(streamed, layout, palette, pixelRatio),
    );
    const nextKey = [layout, palette, pixelRatio];
    const isSame = nextKey.every((part, i) => part === key[i]);
    const next = placesOf(layout, pens, isSame ? places : null);
    const reach = REACH * layout.magnification;
    const stale = isSame && places ? stalePixels(places, next, changed, reach) : everything;
    if (stale.length === 0) return;
    key = nextKey;
    places = next;

    context.setTransform(1, 0, 0, 1, 0, 0);
    context.save();
    context.beginPath();
    for (const [from, to] of stale) {
      // Whole device pixels, or the edges would be seen.
      const left = Math.max(0, Math.floor((layout.left + from) * pixelRatio));
      const right = Math.min(context.canvas.width, Math.ceil((layout.left + to) * pixelRatio));
      context.rect(left, 0, Math.max(0, right - left), context.canvas.height);
    }
    context.clip();
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    if (known.length > 0) copy(context, ahead.canvas);
    const seam = Math.round((layout.left + next.playhead) * pixelRatio);
    copy(context, measured.canvas, 0, seam);
    context.globalAlpha = FAINT;
    copy(context, measured.canvas, seam);
    context.globalAlpha = 1;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, layout.left * pixelRatio, layout.top * pixelRatio);
    drawOver(context, frame, pens);
    context.restore();
  };
}

/** What moves over the lines. */
export function drawOver(context: Pen, frame: ChartFrame, pens: Pens): void {
  const { playhead, cursor, anchor, brush } = pens;
  drawMarks(context, frame, pens);
  if (brush) drawBrush(context, frame, pens, brush);
  drawHair(context, frame, pens, playhead, []);
  if (cursor !== null && cursor !== playhead) drawHair(context, frame, pens, cursor, [2, 3]);
  if (anchor !== null) {
    drawHair(context, frame, pens, anchor, [7, 3]);
    drawDots(context, frame, pens, anchor);
  }
  drawDots(context, frame, pens, cursor ?? playhead);
}

/** Where it stands, in plot pixels; NaN where there is nothing. */
interface Places {
  readonly playhead: number;
  readonly cursor: number;
  readonly anchor: number;
  readonly brush: readonly [number, number];
}

/** A playhead that moved less than this, in pixels, still stands where it was. */
const SMALLEST_MOVE = 0.2;

export function placesOf(layout: Layout, { playhead, cursor, anchor, brush }: Pens, before: Places | null): Places {
  const { axis, plotWidth } = layout;
  const bleed = BLEED * layout.magnification;
  const place = (t: number | null) => (t === null ? Number.NaN : axis.scale.position(t));
  const at = place(playhead);
  // Outside the plot it stands at the edge, all lines before or beyond it; without an end it is beyond all.
  const inside = Number.isNaN(at) ? -bleed : Math.min(plotWidth + bleed, Math.max(-bleed, at));
  return {
    playhead: before && Math.abs(before.playhead - inside) < SMALLEST_MOVE ? before.playhead : inside,
    cursor: place(cursor),
    anchor: place(anchor),
    brush: brush ?? [Number.NaN, Number.NaN],
  };
}

type Stretch = readonly [from: number, to: number];
const everything: readonly Stretch[] = [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]];
/** Pixels around a place that its dots and hair reach. */
const REACH = 6;

/** The stretches of the plot that no longer show what they should, when the lines changed from pixel `changed` on. */
function stalePixels(before: Places, now: Places, changed: number, reach: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const add = (...pixels: readonly number[]) => {
    const placed = pixels.filter((pixel) => !Number.isNaN(pixel));
    if (placed.length > 0) stretches.push([Math.min(...placed) - reach, Math.max(...placed) + reach]);
  };
  if (changed < Number.POSITIVE_INFINITY) stretches.push([changed, Number.POSITIVE_INFINITY]);
  // All between the two changes from faint to full.
  if (before.playhead !== now.playhead) add(before.playhead, now.playhead);
  for (const hair of ["cursor", "anchor"] as const) {
    if (Object.is(before[hair], now[hair])) continue;
    add(before[hair]);
    add(now[hair]);
    // With a cursor, the playhead has no dots.
    add(now.playhead);
  }
  if (before.brush.some((edge, i) => !Object.is(edge, now.brush[i]))) add(...before.brush, ...now.brush);
  return stretches;
}

/** Copies the columns [from, to) of device pixels. */
function copy(context: Pen, ink: HTMLCanvasElement, from = 0, to = ink.width): void {
  if (to <= from) return;
  context.drawImage(ink, from, 0, to - from, ink.height, from, 0, to - from, ink.height);
}

/** Where values have no place, along the bottom edge: hollow triangles for zero, crosses for what is not finite. */
function drawMarks(context: Pen, { layout, lines }: ChartFrame, pens: Pens): void {
  const y = markHeight(layout.plotHeight);
  const radius = MARK_RADIUS * layout.magnification;
  context.lineWidth = 1.3 * layout.magnification;
  context.setLineDash([]);
  for (const { series, samples } of lines) {
    if (samples.marks.length === 0) continue;
    context.strokeStyle = pens.palette(series.colour);
    context.beginPath();
    for (const { kind, from, to } of markStretches(samples)) {
      const trace = kind === "zero" ? traceTriangle : traceCross;
      trace(context, from, y, radius);
      if (to - from < MARK_SPACING * layout.magnification) continue;
      trace(context, to, y, radius);
      context.moveTo(from + radius, y);
      context.lineTo(to - radius, y);
    }
    context.stroke();
  }
}

const MARK_RADIUS = 3;
/** Two marks closer than this would be a blot. */
const MARK_SPACING = 9;

function traceTriangle(context: Pen, x: number, y: number, radius: number): void {
  context.moveTo(x - radius, y - radius);
  context.lineTo(x + radius, y - radius);
  context.lineTo(x, y + radius);
  context.closePath();
}

function traceCross(context: Pen, x: number, y: number, radius: number): void {
  context.moveTo(x - radius, y - radius);
  context.lineTo(x + radius, y + radius);
  context.moveTo(x + radius, y - radius);
  context.lineTo(x - radius, y + radius);
}

/** One pixel at a desk, three in a lecture hall: whole ones, or it would be blurred. */
function hairWidth({ magnification }: Layout): number {
  return Math.round(1.2 * magnification);
}

function drawHair(context: Pen, { layout }: ChartFrame, pens: Pens, t: number, dash: readonly number[]): void {
  const x = layout.axis.scale.position(t);
  if (!(x >= -0.5 && x <= layout.plotWidth + 0.5)) return;
  context.globalAlpha = 0.75;
  context.strokeStyle = pens.palette("chart-cursor");
  context.lineWidth = hairWidth(layout);
  context.setLineDash(dash.map((length) => layout.magnification * length));
  const crisp =
    Math.round((x + layout.left) * pens.pixelRatio - 0.5) / pens.pixelRatio + 0.5 / pens.pixelRatio - layout.left;
  context.beginPath();
  context.moveTo(crisp, 0);
  context.lineTo(crisp, layout.plotHeight);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawDots(context: Pen, { layout, lines }: ChartFrame, pens: Pens, t: number): void {
  const x = layout.axis.scale.position(t);
  if (!(x >= -0.5 && x <= layout.plotWidth + 0.5)) return;
  context.fillStyle = pens.palette("chart-ground");
  for (const { series } of lines) {
    if (series.role === "bound" || series.role === "edge") continue;
    const value = seriesValue(series, t);
    const y = value === null ? Number.NaN : layout.y.position(value);
    if (!(y >= -1 && y <= layout.plotHeight + 1)) continue;
    context.strokeStyle = pens.palette(series.colour);
    const isMain = series.role === "line";
    context.lineWidth = layout.magnification * (isMain ? 2 : 1.5);
    context.beginPath();
    context.arc(x, y, layout.magnification * (isMain ? DOT_RADIUS : DOT_RADIUS - 0.6), 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

function drawBrush(context: Pen, { layout }: ChartFrame, pens: Pens, [a, b]: readonly [number, number]): void {
  context.fillStyle = pens.palette("lane-0");
  context.globalAlpha = 0.12;
  context.fillRect(Math.min(a, b), 0, Math.abs(b - a), layout.plotHeight);
  context.globalAlpha = 1;
}
