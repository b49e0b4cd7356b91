/**
 * Lines as they are drawn, kept on a canvas of their own. Strokes are the dearest part of a frame, and rows that come in change a
 * line only at its end: the strip from there on is drawn anew, and each frame copies the picture.
 */

import { traceGap } from "./geometry/gapPath";
import { lengthBefore, pointBefore, tracePath } from "./geometry/linePath";
import type { Samples } from "./geometry/samples";
import type { ChartFrame, Layout } from "./lineChartModel";
import type { Palette } from "./palette";
import type { Pen } from "./pen";
import type { Series } from "./series";

export type Line = ChartFrame["lines"][number];

const LINE_WIDTH: Readonly<Record<Series["role"], number>> = { line: 2, context: 1.2, bound: 1.4, edge: 0.6 };
/** A bound whose gap is shaded stands out. */
const SELECTED_WIDTH = 2.2;
const GAP_OPACITY = 0.11;
const BAND_OPACITY = 0.18;
/** Room around the plot for thick strokes at its edges. */
export const BLEED = 3;
/** Pixels by which a stroke reaches left of its points, generously. */
const REACH = 4;

/** What a line was when it was last drawn. */
interface Drawn {
  readonly series: Series;
  readonly samples: Samples;
  readonly epoch: number;
  readonly version: number;
  readonly settled: number;
}

export interface Ink {
  /** the lines on a canvas as large as the figure */
  readonly canvas: HTMLCanvasElement;
  /** Brings the canvas up to date; returns the plot pixel from which on it has changed, infinite if it has not. */
  draw(lines: readonly Line[], layout: Layout, palette: Palette, pixelRatio: number): number;
}

export function createInk(): Ink {
  const canvas = document.createElement("canvas");
  let drawn: readonly Drawn[] = [];
  let key: readonly unknown[] = [];

  /** Plot pixels left of which the picture stays as it is. */
  function changedFrom(lines: readonly Line[]): number {
    if (lines.length !== drawn.length) return Number.NEGATIVE_INFINITY;
    return Math.min(...lines.map((line, i) => changeOf(line, drawn[i]!)));
  }

  return {
    canvas,
    draw(lines, layout, palette, pixelRatio) {
      const context = canvas.getContext("2d");
      const width = Math.round(layout.width * pixelRatio);
      const height = Math.round(layout.height * pixelRatio);
      const nextKey = [layout, palette, pixelRatio];
      const isSame = nextKey.every((part, i) => part === key[i]);
      const from = isSame ? changedFrom(lines) : Number.NEGATIVE_INFINITY;
      if (!context || from === Number.POSITIVE_INFINITY) return from;
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      key = nextKey;
      drawn = lines.map(({ series, samples }) => {
        const { epoch, version, settled } = samples;
        return { series, samples, epoch, version, settled };
      });

      // Whole device pixels, or the edge of the strip would be seen.
      const reach = REACH * layout.magnification;
      const left = Math.max(0, Math.floor((layout.left + Math.max(from, 0) - reach) * pixelRatio));
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(left, 0, width - left, height);
      context.save();
      context.beginPath();
      context.rect(left, 0, width - left, height);
      context.clip();
      context.setTransform(pixelRatio, 0, 0, pixelRatio, layout.left * pixelRatio, layout.top * pixelRatio);
      drawLines(context, lines, layout, palette, { from: left / pixelRatio - layout.left - reach });
      context.restore();
      return from - reach;
    },
  };
}

/** Lines within the plot, and a little around it; of their strokes the part right of `from`. */
export function drawLines(
  context: Pen,
  lines: readonly Line[],
  layout: Layout,
  palette: Palette,
  { from = Number.NEGATIVE_INFINITY, alpha = 1 }: { readonly from?: number; readonly alpha?: number } = {},
): void {
  const bleed = BLEED * layout.magnification;
  context.beginPath();
  context.rect(-bleed, -bleed, layout.plotWidth + 2 * bleed, layout.plotHeight + 2 * bleed);
  context.clip();
  context.lineJoin = "round";
  for (const line of lines) fillGap(context, line, lines, layout, palette, alpha);
  context.globalAlpha = alpha;
  for (const line of lines) stroke(context, line, layout, palette, from);
}

function changeOf({ series, samples }: Line, before: Drawn): number {
  if (series !== before.series || samples !== before.samples || samples.epoch !== before.epoch)
    return Number.NEGATIVE_INFINITY;
  if (samples.version === before.version) return Number.POSITIVE_INFINITY;
  return samples.x[before.settled - 1] ?? Number.NEGATIVE_INFINITY;
}

/** The area between a selected bound and what it bounds. */
function fillGap(
  context: Pen,
  { series, samples }: Line,
  lines: readonly Line[],
  { y }: Layout,
  palette: Palette,
  alpha: number,
): void {
  const other = series.gapTo && lines.find((line) => line.series.id === series.gapTo);
  if (!other) return;
  context.fillStyle = palette(series.colour);
  context.globalAlpha = alpha * (series.role === "edge" ? BAND_OPACITY : GAP_OPACITY);
  context.beginPath();
  traceGap(samples, other.samples, y, context);
  context.fill();
}

/** Strokes the part of a line right of `from`. */
function stroke(
  context: Pen,
  { series, samples }: Line,
  { y, magnification }: Layout,
  palette: Palette,
  from: number,
): void {
  const first = pointBefore(samples, from);
  const isDashed = series.dash.length > 0;
  context.strokeStyle = palette(series.colour);
  context.lineWidth =
    magnification * (series.gapTo && series.role === "bound" ? SELECTED_WIDTH : LINE_WIDTH[series.role]);
  context.lineCap = isDashed ? "butt" : "round";
  context.setLineDash(series.dash.map((length) => magnification * length));
  context.lineDashOffset = isDashed ? lengthBefore(samples, y, first) : 0;
  context.beginPath();
  tracePath(samples, y, context, first);
  context.stroke();
}
