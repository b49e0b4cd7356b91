/** The marks of a line chart on its canvas. Paths are kept between frames and traced again only when their points or scales change. */
import { traceGap } from "./geometry/gapPath";
import { tracePath } from "./geometry/linePath";
import type { Samples } from "./geometry/samples";
import type { Scale } from "./geometry/scale";
import type { ChartFrame } from "./lineChartModel";
import type { Palette } from "./palette";
import { type Series, seriesValue } from "./series";

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

const LINE_WIDTH: Readonly<Record<Series["role"], number>> = { line: 2, context: 1.2, bound: 1.4 };
const FAINT = 0.28;
/** A bound whose gap is shaded stands out. */
const SELECTED_WIDTH = 2.2;
const GAP_OPACITY = 0.11;
/** Room around the plot for dots and thick strokes at its edges. */
const BLEED = 3;
const DOT_RADIUS = 3.4;

interface Traced {
  readonly samples: Samples;
  readonly version: number;
  readonly y: Scale;
  readonly path: Path2D;
}

export type LineChartDrawing = (context: CanvasRenderingContext2D, frame: ChartFrame, pens: Pens) => void;

export function createLineChartDrawing(): LineChartDrawing {
  const traced = new Map<string, Traced>();
  const gaps = new Map<string, Traced & { readonly other: Samples }>();

  function pathOf(id: string, samples: Samples, y: Scale): Path2D {
    const old = traced.get(id);
    if (old && old.samples === samples && old.version === samples.version && old.y === y) return old.path;
    const path = new Path2D();
    tracePath(samples, y, path);
    traced.set(id, { samples, version: samples.version, y, path });
    return path;
  }

  /** The area between a selected bound and what it bounds. */
  function gapOf(id: string, a: Samples, b: Samples, y: Scale): Path2D {
    const old = gaps.get(id);
    const version = a.version + b.version;
    if (old && old.samples === a && old.other === b && old.version === version && old.y === y) return old.path;
    const path = new Path2D();
    traceGap(a, b, y, path);
    gaps.set(id, { samples: a, other: b, version, y, path });
    return path;
  }

  return (context, frame, pens) => {
    const { layout } = frame;
    const { plotWidth, plotHeight, axis, y } = layout;
    context.setTransform(pens.pixelRatio, 0, 0, pens.pixelRatio, 0, 0);
    context.clearRect(0, 0, layout.width, layout.height);
    context.translate(layout.left, layout.top);
    context.lineJoin = "round";
    context.lineCap = "round";

    const split = Math.min(plotWidth + BLEED, Math.max(-BLEED, axis.scale.position(pens.playhead)));
    const halves: readonly (readonly [number, number, number])[] = [
      [-BLEED, Number.isFinite(split) ? split : -BLEED, 1],
      [Number.isFinite(split) ? split : -BLEED, plotWidth + BLEED, FAINT],
    ];
    for (const [from, to, opacity] of halves) {
      if (to <= from) continue;
      context.save();
      context.beginPath();
      context.rect(from, -BLEED, to - from, plotHeight + 2 * BLEED);
      context.clip();
      for (const { series, samples } of frame.lines) {
        const other = series.gapTo && frame.lines.find((line) => line.series.id === series.gapTo);
        if (!other) continue;
        context.fillStyle = pens.palette(series.colour);
        context.globalAlpha = GAP_OPACITY * opacity;
        context.fill(gapOf(series.id, samples, other.samples, y));
      }
      for (const { series, samples } of frame.lines) {
        const isKnownAhead = series.source.kind === "function";
        context.globalAlpha = isKnownAhead ? 1 : opacity;
        context.strokeStyle = pens.palette(series.colour);
        context.lineWidth = series.gapTo ? SELECTED_WIDTH : LINE_WIDTH[series.role];
        context.setLineDash(series.dash);
        context.lineCap = series.dash.length > 0 ? "butt" : "round";
        context.stroke(pathOf(series.id, samples, y));
      }
      context.restore();
    }
    drawMarks(context, frame, pens);
    if (pens.brush) drawBrush(context, frame, pens, pens.brush);
    drawHair(context, frame, pens, pens.playhead, []);
    if (pens.cursor !== null && pens.cursor !== pens.playhead) drawHair(context, frame, pens, pens.cursor, [2, 3]);
    if (pens.anchor !== null) {
      drawHair(context, frame, pens, pens.anchor, [7, 3]);
      drawDots(context, frame, pens, pens.anchor);
    }
    drawDots(context, frame, pens, pens.cursor ?? pens.playhead);
  };
}

/** Where a value has no place: a hollow triangle at the bottom edge for zero, a cross for what is not finite. */
function drawMarks(context: CanvasRenderingContext2D, { layout, lines }: ChartFrame, pens: Pens): void {
  const bottom = layout.plotHeight - 4;
  context.lineWidth = 1.3;
  context.setLineDash([]);
  for (const { series, samples } of lines) {
    context.strokeStyle = pens.palette(series.colour);
    context.beginPath();
    let previous = Number.NEGATIVE_INFINITY;
    for (const { x, kind } of samples.marks) {
      if (x - previous < 8) continue;
      previous = x;
      if (kind === "zero") {
        context.moveTo(x - 3.2, bottom - 3);
        context.lineTo(x + 3.2, bottom - 3);
        context.lineTo(x, bottom + 3);
        context.closePath();
      } else {
        context.moveTo(x - 3, bottom - 3);
        context.lineTo(x + 3, bottom + 3);
        context.moveTo(x + 3, bottom - 3);
        context.lineTo(x - 3, bottom + 3);
      }
    }
    context.stroke();
  }
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
