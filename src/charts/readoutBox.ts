/** The box with all values at the crosshair. It is filled directly: numbers change on every frame, its rows only with the lines. */
import { createBoxSize } from "./boxSize";
import { freePlace, placesAlong, pointToKeep } from "./geometry/freePlace";
import { flatText, numberText, stepText } from "./geometry/numberText";
import type { ChartFrame } from "./lineChartModel";
import { type Series, seriesValue } from "./series";

/** Rows beyond this would hide the plot; the words of the surface still read them all. */
const MAX_ROWS = 8;
const SVG = "http://www.w3.org/2000/svg";

export function readable(frame: ChartFrame): readonly Series[] {
  return frame.lines.map(({ series }) => series).filter(({ isRead }) => isRead !== false);
}

/** All values at iterate t as one sentence, for the slider's value text. */
export function readoutWords(frame: ChartFrame, t: number): string {
  const values = readable(frame).map((series) => {
    const value = seriesValue(series, t);
    return `${series.name} ${value === null ? "not computed" : flatText(numberText(value))}`;
  });
  return `t = ${stepText(t)}: ${values.join(", ")}`;
}

/** A short piece of a line, as it is drawn. */
function swatch(series: Series): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", "14");
  svg.setAttribute("height", "6");
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
  box.replaceChildren(step, ...rows, ...(more > 0 ? [rest] : []));
}

const INSET = 6;

export function createReadoutBox(): (box: HTMLElement, frame: ChartFrame, cursor: number | null) => void {
  let built = "";
  let place = 0;
  const sizeOf = createBoxSize();
  return (box, frame, cursor) => {
    box.hidden = cursor === null;
    if (cursor === null) return;
    const all = readable(frame);
    const shown = all.slice(0, all.length > MAX_ROWS ? MAX_ROWS - 1 : MAX_ROWS);
    const key = all.map(({ id, name, colour }) => `${id} ${name} ${colour}`).join("\n");
    if (key !== built) {
      build(box, shown, all.length - shown.length);
      built = key;
    }
    box.children[0]!.textContent = `t = ${stepText(cursor)}`;
    for (const [i, series] of shown.entries()) {
      const value = seriesValue(series, cursor);
      const cell = box.children[i + 1]?.lastChild;
      if (cell) cell.textContent = value === null ? "–" : flatText(numberText(value));
    }
    const { layout } = frame;
    const { width, height } = sizeOf(box);
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
    box.style.transform = `translate(${layout.left + x}px, ${layout.top + places[place]!.y}px)`;
  };
}
