/** Labels beside the ends of lines, placed directly: their texts are React's, their positions follow the numbers. */

import { endsEarly, type LabelRules, labelsFit, type NamedLine, placeBeside } from "./geometry/labelPlacement";
import { endOf, startOf } from "./geometry/linePath";
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
const COMMON_ROOM = 62;
/** The axis's name stands right of the plot in any case. */
const AXIS_NAME = 24;
const NARROW = 300;

export function labelledSeries(
  series: readonly Series[],
  plotHeight: number,
  magnification: number,
): readonly Series[] {
  const labelled = series.filter(({ label }) => label !== null);
  // One that comes and goes takes no other's place.
  const lasting = labelled.filter(({ isRead }) => isRead !== false);
  return labelsFit(lasting.length, magnification * LABEL_HEIGHT, plotHeight) ? labelled : [];
}

/** Measures text. On no canvas of the page: to set the font of one brings the style of the whole page up to date. */
let ruler: OffscreenCanvasRenderingContext2D | null = null;

/** Where the labels of one chart stand, and the room right of its plot for them. */
export interface LabelRoom {
  /** right of the plot */
  readonly pixels: number;
  /** Takes up what is labelled and shown; returns whether that changes `pixels`. */
  update(labelled: readonly Series[], frame: ChartFrame): boolean;
  /** Moves the label elements, one for each that is labelled, to their places, in steps of half a pixel. */
  place(group: SVGGElement): void;
}

export function createLabelRoom(fontFamily: () => string): LabelRoom {
  let key: readonly unknown[] = [];
  let widths: readonly number[] = [];
  let named: readonly (NamedLine | null)[] = [];
  let rules: LabelRules | null = null;
  let layout: Layout | null = null;
  let pixels = 0;
  // Style is costly to ask for on every frame.
  let family: string | null = null;

  function measure(labelled: readonly Series[], magnification: number): void {
    family ??= fontFamily();
    ruler ??= new OffscreenCanvas(1, 1).getContext("2d");
    if (ruler) ruler.font = `600 ${magnification * LABEL_SIZE}px ${family}`;
    widths = labelled.map(({ label }) => ruler?.measureText(label ?? "").width ?? 0);
  }

  return {
    get pixels() {
      return pixels;
    },
    update(labelled, frame) {
      const { layout: at } = frame;
      const { width, magnification, plotWidth, plotHeight } = at;
      layout = at;
      if (key[0] !== labelled || key[1] !== magnification) measure(labelled, magnification);
      const of = { height: magnification * LABEL_HEIGHT, gap: magnification * GAP, plotWidth, plotHeight };
      rules = of;
      named = labelled.map((series, i) => namedLine(frame, series, widths[i] ?? 0));
      const present = named.filter((line) => line !== null);
      // Lines that come and go have room while they are named right of the plot, the others from the start.
      const hasRoom = labelled.map(({ isRead }, i) => {
        const line = named[i];
        return isRead !== false || (line != null && !endsEarly(line, present, of));
      });
      const next = [labelled, magnification, width, ...hasRoom];
      if (next.length === key.length && next.every((part, i) => part === key[i])) return false;
      key = next;
      const before = pixels;
      pixels = roomFor(
        widths.filter((_, i) => hasRoom[i]),
        width,
        magnification,
      );
      return pixels !== before;
    },
    place(group) {
      if (!rules || !layout) return;
      const present = named.filter((line) => line !== null);
      const places = placeBeside(present, rules);
      for (const [i, line] of named.entries()) {
        const element = group.children[i];
        if (!element) continue;
        write(element, "visibility", line ? "visible" : "hidden");
        const place = line && places[present.indexOf(line)];
        if (!place) continue;
        // Not as a transform: each would be a node of the browser's property tree, which layers the whole page anew when one changes.
        write(element, "x", halves(layout.left + place[0]));
        write(element, "y", halves(layout.top + place[1]));
      }
    },
  };
}

/** Room right of the plot for labels so wide. */
function roomFor(widths: readonly number[], width: number, magnification: number): number {
  if (widths.length === 0) return magnification * AXIS_NAME;
  const common = width < NARROW ? 0 : magnification * COMMON_ROOM;
  return Math.ceil(Math.min(WIDEST * width, Math.max(Math.max(...widths) + magnification * GAP, common)));
}

/** A line with a label, where it is drawn. */
function namedLine({ layout, lines }: ChartFrame, series: Series, width: number): NamedLine | null {
  const samples = lines.find((line) => line.series === series)?.samples;
  const to = samples && endIn(layout, samples);
  if (!to) return null;
  const start = startOf(samples);
  return { to, from: start ? { x: start.x, y: layout.y.position(start.value) } : to, width };
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
