/** Labels beside the ends of lines, placed directly: their texts are React's, their positions follow the numbers. */

import { labelsFit, placeLabels } from "./geometry/labelPlacement";
import { endOf } from "./geometry/linePath";
import { markHeight } from "./geometry/markStretches";
import type { Samples } from "./geometry/samples";
import type { ChartFrame, Layout } from "./lineChartModel";
import type { Series } from "./series";

export const LABEL_HEIGHT = 13;
/** Gap between a line's end and its label. */
const GAP = 7;
const LABEL_SIZE = 11;
/** Of the chart's width, at most. */
const WIDEST = 0.3;
/** Charts on a board keep this much, so that their time axes stand one below the other; narrow ones cannot afford it. */
const COMMON_ROOM = 72;
/** The axis's name stands right of the plot in any case. */
const AXIS_NAME = 24;
const NARROW = 300;

export function labelledSeries(
  series: readonly Series[],
  plotHeight: number,
  magnification: number,
): readonly Series[] {
  const labelled = series.filter(({ label }) => label !== null);
  return labelsFit(labelled.length, magnification * LABEL_HEIGHT, plotHeight) ? labelled : [];
}

/** Measures text. On no canvas of the page: to set the font of one brings the style of the whole page up to date. */
let ruler: OffscreenCanvasRenderingContext2D | null = null;

/** Width to leave right of the plot. */
export function labelRoom(series: readonly Series[], fontFamily: string, width: number, magnification: number): number {
  if (series.length === 0) return magnification * AXIS_NAME;
  ruler ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (ruler) ruler.font = `600 ${magnification * LABEL_SIZE}px ${fontFamily}`;
  const widest = Math.max(...series.map(({ label }) => ruler?.measureText(label ?? "").width ?? 0));
  return Math.ceil(
    Math.min(WIDEST * width, Math.max(widest + magnification * GAP, width < NARROW ? 0 : magnification * COMMON_ROOM)),
  );
}

/** Moves the label elements, one for each of `labelled`, to their lines' ends, in steps of half a pixel. */
export function positionLabels(group: SVGGElement, frame: ChartFrame, labelled: readonly Series[]): void {
  const { layout, lines } = frame;
  const ends = labelled.map((series) => {
    const line = lines.find((candidate) => candidate.series === series);
    return line ? endIn(layout, line.samples) : null;
  });
  const present = ends.flatMap((end, i) => (end ? [{ ...end, i }] : []));
  const placed = placeLabels(
    present.map(({ y }) => y),
    layout.magnification * LABEL_HEIGHT,
    0,
    layout.plotHeight,
  );
  const elements = group.children;
  for (let i = 0; i < elements.length; i++) write(elements[i]!, "visibility", ends[i] ? "visible" : "hidden");
  for (const [k, { x, i }] of present.entries()) {
    const element = elements[i];
    if (!element) continue;
    // Not as a transform: each would be a node of the browser's property tree, which layers the whole page anew when one changes.
    write(element, "x", halves(layout.left + x + layout.magnification * GAP));
    write(element, "y", halves(layout.top + placed[k]!));
  }
}

/** Where a line ends in the plot: at its last point, or at its last mark where it has left the axis. */
function endIn(
  { plotWidth, plotHeight, y }: Layout,
  samples: Samples,
): { readonly x: number; readonly y: number } | null {
  const end = endOf(samples, plotWidth + 0.5);
  const mark = samples.marks.at(-1);
  if (mark && mark.x > (end?.x ?? -1)) return { x: mark.x, y: markHeight(plotHeight) };
  const height = end ? y.position(end.value) : Number.NaN;
  return end && end.x >= 0 && Number.isFinite(height) ? { x: end.x, y: height } : null;
}

const halves = (pixels: number): string => String(Math.round(2 * pixels) / 2);

/** Even the same value would make the browser lay out the labels again. */
function write(element: Element, attribute: string, value: string): void {
  if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}
