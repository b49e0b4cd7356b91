/** A line chart as it is read: its lines over t, and what they, their slopes and their bounds say. */
import type { LedgerEntry } from "../../lora/certificates/ledger";
import type { ChartView } from "../chartView";
import { stepText } from "../geometry/numberText";
import type { ScaleKind } from "../geometry/scale";
import type { ChartFrame } from "../lineChartModel";
import { readable } from "../readoutBox";
import { type Series, seriesValue } from "../series";
import { lineWords, type Moments } from "./lineWords";
import type { ReadableChart } from "./readable";

export interface LineChartParts {
  readonly title: string;
  readonly view: ChartView;
  readonly T: number;
  readonly x: "log" | "linear";
  readonly y: ScaleKind;
  /** the latest one */
  readonly frame: () => ChartFrame | null;
  /** how the ledger stands on a bound; undefined before it was judged */
  readonly judge: ((certificate: string) => LedgerEntry | undefined) | undefined;
}

/** More lanes would be a recital: their values stand in the table. */
const TOLD = 8;

export function readableLineChart(parts: LineChartParts): ReadableChart {
  const { title, view, T, y, frame } = parts;
  const seriesNow = () => {
    const shown = frame();
    return shown ? readable(shown) : [];
  };
  return {
    ...{ title, view, T },
    heights: `${y} y`,
    // The chart's own lines come first, its bounds after them.
    lines: () => [...seriesNow().filter(isOwn), ...seriesNow().filter((series) => !isOwn(series))].map(lineOf),
    summary: () => summaryOf(parts, seriesNow()),
    stepAt(share) {
      const scale = frame()?.layout.axis.scale;
      const t = scale ? scale.invert(scale.range[0] + share * (scale.range[1] - scale.range[0])) : share * T;
      return Math.min(T, Math.max(0, Math.round(t)));
    },
  };

  function lineOf(series: Series) {
    return {
      id: series.id,
      name: series.name,
      value: (t: number) => seriesValue(series, t),
      height(t: number) {
        const layout = frame()?.layout;
        const value = seriesValue(series, t);
        if (!layout || value === null) return Number.NaN;
        return 1 - layout.y.position(value) / layout.plotHeight;
      },
    };
  }
}

const isOwn = ({ role }: Series): boolean => role !== "bound";

function summaryOf({ view, T, x, y, judge }: LineChartParts, series: readonly Series[]): string {
  const { zoom, playhead, cursor, anchor } = view.state;
  const [from, to] = zoom ?? [0, T];
  const own = series.filter(isOwn);
  // Two cursors say where the slope is read; without them it is that of the last decade.
  const [slopeFrom, slopeTo] = anchor === null ? [playhead / 10, playhead] : [anchor, cursor ?? playhead];
  const slope = x === "log" && y === "log" && slopeFrom >= 1 ? ([slopeFrom, slopeTo] as const) : null;
  const moments: Moments = { shown: playhead, slope };
  return [
    `${y} vertical axis, ${x} axis of iterates from ${stepText(from)} to ${stepText(to)}.`,
    ...own.slice(0, TOLD).flatMap(({ name, source }) => {
      return source.kind === "reading" ? [lineWords({ name, ...source }, moments)] : [];
    }),
    ...(own.length > TOLD ? [`${own.length - TOLD} more lines in the table.`] : []),
    ...series.flatMap(({ name, certificate }) =>
      certificate === undefined ? [] : [boundWords(name, judge?.(certificate))],
    ),
  ].join(" ");
}

/** Whether a bound holds, as the ledger has it, which judges every iterate and not only those that are drawn. */
export function boundWords(name: string, entry: LedgerEntry | undefined): string {
  switch (entry?.verdict ?? "not-applicable") {
    case "holds":
      return `Bound ${name} holds at every iterate judged.`;
    case "violated":
      return `Bound ${name} is violated, first at t = ${stepText(entry?.firstViolation ?? 0)}.`;
    case "below-resolution":
      return `Bound ${name}: rounding hides whether it holds.`;
    case "not-applicable":
      return `Bound ${name} is not judged yet.`;
  }
}
