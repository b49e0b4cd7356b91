/** The box with all values at the crosshair. It is filled directly: numbers change on every frame, its rows only with the lines. */
import { createBoxSize } from "./boxSize";
import { freePlace, placesAlong, pointToKeep } from "./geometry/freePlace";
import { flatText, numberText, stepText } from "./geometry/numberText";
import { slopeBetween, slopeWords } from "./geometry/slope";
import type { ChartFrame } from "./lineChartModel";
import { type Series, seriesValue } from "./series";

/** Rows beyond this would hide the plot; the words of the surface still read them all. */
const MAX_ROWS = 8;
const SVG = "http://www.w3.org/2000/svg";

export function readable(frame: ChartFrame): readonly Series[] {
  return frame.lines.map(({ series }) => series).filter(({ isRead }) => isRead !== false);
}

/** More would hide the plot. */
const MAX_SLOPES = 4;

/** The slopes of the lines between the two cursors, on log–log axes; the first entry says from where. */
export function slopeLines(frame: ChartFrame, anchor: number | null, t: number): readonly string[] {
  const { axis, y } = frame.layout;
  if (anchor === null || axis.scale.kind !== "log" || y.kind !== "log") return [];
  const slopes = frame.lines.flatMap(({ series }) => {
    if (series.role !== "line") return [];
    const slope = slopeBetween(
      anchor,
      seriesValue(series, anchor) ?? Number.NaN,
      t,
      seriesValue(series, t) ?? Number.NaN,
    );
    if (Number.isNaN(slope)) return [];
    return `${series.name} slope ${flatText(numberText(Number(slope.toFixed(2)), 3))}, ${slopeWords(slope, anchor, t)}`;
  });
  if (slopes.length === 0) return anchor === t ? [`second cursor at t = ${stepText(anchor)}`] : [];
  return [`from t = ${stepText(anchor)}:`, ...slopes.slice(0, MAX_SLOPES)];
}

/** All values at iterate t, or that of one line, as one sentence, for the slider's value text; with a second cursor also the slopes. */
export function readoutWords(
  frame: ChartFrame,
  t: number,
  anchor: number | null = null,
  line: string | null = null,
): string {
  const all = readable(frame);
  const chosen = all.filter(({ id }) => id === line);
  const values = (chosen.length > 0 ? chosen : all).map((series) => {
    const value = seriesValue(series, t);
    return `${series.name} ${value === null ? "not computed" : flatText(numberText(value))}`;
  });
  return [`t = ${stepText(t)}: ${values.join(", ")}`, ...slopeLines(frame, anchor, t)].join(" ");
}

/** A short piece of a line, as it is drawn. */
function swatch(series: Series): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 14 6");
  const line = document.createElementNS(SVG, "line");
  line.setAttribute("x2", "14");
  line.setAttribute("y1", "3");
  line.setAttribute("y2", "3");
  line.setAttribute("stroke", `var(--${series.colour})`);
  line.setAttribute("stroke-width", series.role === "line" ? "2" : "1.4");
  line.setAttribute("stroke-dasharray", series.dash.join(" "));
  svg.append(line);
  return svg;
}

function build(box: HTMLElement, shown: readonly Series[], more: number): void {
  const step = document.createElement("div");
  step.className = "chart-readout-step";
  const rows = shown.map((series) => {
    const row = document.createElement("div");
    row.className = "chart-readout-row";
    const name = document.createElement("span");
    name.textContent = series.name;
    row.append(swatch(series), name, document.createElement("span"));
    return row;
  });
  const rest = document.createElement("div");
  rest.className = "chart-readout-step";
  rest.textContent = more > 0 ? `and ${more} more` : "";
  const slopes = document.createElement("div");
  slopes.className = "chart-readout-slopes";
  box.replaceChildren(step, ...rows, ...(more > 0 ? [rest] : []), slopes);
}

const INSET = 6;

export interface Read {
  /** the iterate; null for none */
  readonly at: number | null;
  readonly anchor: number | null;
  /** the chart's own lines alone, above the plot, where values stay on */
  readonly isStrip: boolean;
  /** id of the line that keys have chosen */
  readonly line: string | null;
}

export type ReadoutBox = (box: HTMLElement, frame: ChartFrame, read: Read) => void;

export function createReadoutBox(): ReadoutBox {
  let built = "";
  let place = 0;
  const sizeOf = createBoxSize();
  return (box, frame, { at: cursor, anchor, isStrip, line }) => {
    if (box.hidden !== (cursor === null)) box.hidden = cursor === null;
    if (cursor === null) return;
    const all = readable(frame).filter(({ role }) => !isStrip || role === "line");
    const shown = all.slice(0, all.length > MAX_ROWS ? MAX_ROWS - 1 : MAX_ROWS);
    const key = all.map(({ id, name, colour }) => `${id} ${name} ${colour}`).join("\n");
    // The page may have made another box.
    if (key !== built || !box.firstChild) {
      build(box, shown, all.length - shown.length);
      built = key;
    }
    box.children[0]!.textContent = `t = ${stepText(cursor)}`;
    for (const [i, series] of shown.entries()) {
      const value = seriesValue(series, cursor);
      const row = box.children[i + 1];
      row?.classList.toggle("chart-readout-chosen", series.id === line);
      const cell = row?.lastChild;
      if (cell) cell.textContent = value === null ? "–" : flatText(numberText(value));
    }
    const slopes = slopeLines(frame, anchor, cursor).join("\n");
    // The box always ends with the element for slopes.
    if (box.lastChild && box.lastChild.textContent !== slopes) box.lastChild.textContent = slopes;
    if (isStrip) return;
    const { layout } = frame;
    const { width, height } = sizeOf(box);
    // The box keeps to the side where the pointer is not.
    const isRight = layout.axis.scale.position(cursor) < layout.plotWidth / 2;
    const x = isRight ? Math.max(INSET, layout.plotWidth - width - INSET) : INSET;
    const places = placesAlong(x, height, width, INSET, layout.plotHeight - INSET);
    const lines = frame.lines.map(({ samples }) => ({
      length: samples.length,
      x: (i: number) => samples.x[i]!,
      y: (i: number) => layout.y.position(samples.y[i]!),
    }));
    const dots = shown.map((series) =>
      pointToKeep(layout.axis.scale.position(cursor), layout.y.position(seriesValue(series, cursor) ?? Number.NaN)),
    );
    place = freePlace(places, [...lines, ...dots], place);
    box.style.transform = `translate(${layout.left + places[place]!.x}px, ${layout.top + places[place]!.y}px)`;
  };
}
