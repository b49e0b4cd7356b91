/** The marks of a line chart on its canvas: lines from the ink, and what moves over them. */

import { markHeight, markStretches } from "./geometry/markStretches";
import { BLEED, createInk, type Line } from "./lineChartInk";
import type { ChartFrame } from "./lineChartModel";
import type { Palette } from "./palette";
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
const FAINT = 0.28;
const DOT_RADIUS = 3.4;

export type LineChartDrawing = (context: CanvasRenderingContext2D, frame: ChartFrame, pens: Pens) => void;

/** Bounds that are functions of t are known ahead of the run: the playhead does not part them. */
const isKnownAhead = ({ series }: Line): boolean => series.source.kind === "function";

export function createLineChartDrawing(): LineChartDrawing {
  const ahead = createInk();
  const measured = createInk();

  return (context, frame, pens) => {
    const { layout, lines } = frame;
    const { palette, pixelRatio, playhead } = pens;
    const known = lines.filter(isKnownAhead);
    const streamed = lines.filter((line) => !isKnownAhead(line));
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    if (known.length > 0) copy(context, ahead.draw(known, layout, palette, pixelRatio));

    const ink = measured.draw(streamed, layout, palette, pixelRatio);
    const at = layout.axis.scale.position(playhead);
    const split = Number.isFinite(at) ? Math.min(layout.plotWidth + BLEED, Math.max(-BLEED, at)) : -BLEED;
    const seam = Math.round((layout.left + split) * pixelRatio);
    copy(context, ink, 0, seam);
    context.globalAlpha = FAINT;
    copy(context, ink, seam, ink.width);
    context.globalAlpha = 1;

    context.setTransform(pixelRatio, 0, 0, pixelRatio, layout.left * pixelRatio, layout.top * pixelRatio);
    drawMarks(context, frame, pens);
    if (pens.brush) drawBrush(context, frame, pens, pens.brush);
    drawHair(context, frame, pens, playhead, []);
    if (pens.cursor !== null && pens.cursor !== playhead) drawHair(context, frame, pens, pens.cursor, [2, 3]);
    if (pens.anchor !== null) {
      drawHair(context, frame, pens, pens.anchor, [7, 3]);
      drawDots(context, frame, pens, pens.anchor);
    }
    drawDots(context, frame, pens, pens.cursor ?? playhead);
  };
}

/** Copies the columns [from, to) of device pixels. */
function copy(context: CanvasRenderingContext2D, ink: HTMLCanvasElement, from = 0, to = ink.width): void {
  if (to <= from) return;
  context.drawImage(ink, from, 0, to - from, ink.height, from, 0, to - from, ink.height);
}

/** Where values have no place, along the bottom edge: hollow triangles for zero, crosses for what is not finite. */
function drawMarks(context: CanvasRenderingContext2D, { layout, lines }: ChartFrame, pens: Pens): void {
  const y = markHeight(layout.plotHeight);
  context.lineWidth = 1.3;
  context.setLineDash([]);
  for (const { series, samples } of lines) {
    if (samples.marks.length === 0) continue;
    context.strokeStyle = pens.palette(series.colour);
    context.beginPath();
    for (const { kind, from, to } of markStretches(samples)) {
      const trace = kind === "zero" ? traceTriangle : traceCross;
      trace(context, from, y);
      if (to - from < MARK_SPACING) continue;
      trace(context, to, y);
      context.moveTo(from + MARK_RADIUS, y);
      context.lineTo(to - MARK_RADIUS, y);
    }
    context.stroke();
  }
}

const MARK_RADIUS = 3;
/** Two marks closer than this would be a blot. */
const MARK_SPACING = 9;

function traceTriangle(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x - MARK_RADIUS, y - MARK_RADIUS);
  context.lineTo(x + MARK_RADIUS, y - MARK_RADIUS);
  context.lineTo(x, y + MARK_RADIUS);
  context.closePath();
}

function traceCross(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x - MARK_RADIUS, y - MARK_RADIUS);
  context.lineTo(x + MARK_RADIUS, y + MARK_RADIUS);
  context.moveTo(x + MARK_RADIUS, y - MARK_RADIUS);
  context.lineTo(x - MARK_RADIUS, y + MARK_RADIUS);
}

function drawHair(
  context: CanvasRenderingContext2D,
  { layout }: ChartFrame,
  pens: Pens,
  t: number,
  dash: readonly number[],
): void {
  const x = layout.axis.scale.position(t);
  if (!(x >= -0.5 && x <= layout.plotWidth + 0.5)) return;
  context.globalAlpha = 0.75;
  context.strokeStyle = pens.palette("chart-cursor");
  context.lineWidth = 1;
  context.setLineDash(dash);
  const crisp =
    Math.round((x + layout.left) * pens.pixelRatio - 0.5) / pens.pixelRatio + 0.5 / pens.pixelRatio - layout.left;
  context.beginPath();
  context.moveTo(crisp, 0);
  context.lineTo(crisp, layout.plotHeight);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawDots(context: CanvasRenderingContext2D, { layout, lines }: ChartFrame, pens: Pens, t: number): void {
  const x = layout.axis.scale.position(t);
  if (!(x >= -0.5 && x <= layout.plotWidth + 0.5)) return;
  context.fillStyle = pens.palette("chart-ground");
  for (const { series } of lines) {
    if (series.role === "bound") continue;
    const value = seriesValue(series, t);
    const y = value === null ? Number.NaN : layout.y.position(value);
    if (!(y >= -1 && y <= layout.plotHeight + 1)) continue;
    context.strokeStyle = pens.palette(series.colour);
    context.lineWidth = series.role === "line" ? 2 : 1.5;
    context.beginPath();
    context.arc(x, y, series.role === "line" ? DOT_RADIUS : DOT_RADIUS - 0.6, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

function drawBrush(
  context: CanvasRenderingContext2D,
  { layout }: ChartFrame,
  pens: Pens,
  [a, b]: readonly [number, number],
): void {
  context.fillStyle = pens.palette("lane-0");
  context.globalAlpha = 0.12;
  context.fillRect(Math.min(a, b), 0, Math.abs(b - a), layout.plotHeight);
  context.globalAlpha = 1;
}
