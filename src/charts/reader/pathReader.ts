/** Paths in a plane as they are read: both coordinates of each path, over t. */
import type { ChartView } from "../chartView";
import { flatText, numberText, stepText } from "../geometry/numberText";
import { type ScaleKind, stepScale } from "../geometry/scale";
import type { PlaneLayout } from "../planeModel";
import type { ReadableChart, ReadableLine } from "./readable";

export interface ReadablePath {
  readonly id: string;
  /** empty if it is the only one */
  readonly name: string;
  /** where it is at iterate t, or was when it ended; null where it has no point (yet) */
  at(t: number): readonly [x: number, y: number] | null;
}

export interface PathChartParts {
  readonly title: string;
  readonly view: ChartView;
  readonly T: number;
  readonly kind: ScaleKind;
  /** of the axes */
  readonly names: readonly [x: string, y: string];
  readonly paths: readonly ReadablePath[];
  /** the latest one */
  readonly layout: () => Pick<PlaneLayout, "x" | "y" | "plotWidth" | "plotHeight"> | null;
  /** what the picture shows besides where its paths are */
  readonly words: string;
}

/** Samples are heard and tabled over t in decades, as most runs are looked at. */
const SHARES = 1000;
/** More would be a recital: their places stand in the table. */
const TOLD = 8;

const text = (value: number) => flatText(numberText(value, 3));

export function readablePathChart(parts: PathChartParts): ReadableChart {
  const { title, view, T, kind, paths } = parts;
  const steps = stepScale("log", [0, Math.max(1, T)], SHARES);
  return {
    ...{ title, view, T },
    heights: kind,
    lines: () => paths.flatMap((path) => [coordinate(parts, path, 0), coordinate(parts, path, 1)]),
    summary: () => summaryOf(parts),
    stepAt: (share) => Math.min(T, Math.max(0, Math.round(steps.invert(share * SHARES)))),
  };
}

function coordinate({ names, layout }: PathChartParts, { id, name, at }: ReadablePath, axis: 0 | 1): ReadableLine {
  const quantity = names[axis];
  return {
    id: `${id} ${axis === 0 ? "x" : "y"}`,
    name: name ? `${name}, ${quantity}` : quantity,
    value: (t) => at(t)?.[axis] ?? null,
    height(t) {
      const value = at(t)?.[axis];
      const placed = layout();
      if (value === undefined || !placed) return Number.NaN;
      const { x, y, plotWidth, plotHeight } = placed;
      return axis === 0 ? x.position(value) / plotWidth : 1 - y.position(value) / plotHeight;
    },
  };
}

function summaryOf({ names, paths, view, T, words }: PathChartParts): string {
  const shown = Math.min(view.state.playhead, T);
  const places = paths.slice(0, TOLD).flatMap(({ name, at }) => {
    const [from, to] = [at(0), at(shown)];
    if (!from || !to) return [];
    const way = names.map((quantity, i) => `${quantity} from ${text(from[i]!)} to ${text(to[i]!)}`).join(", ");
    return [`${name ? `${name}: ` : ""}${way}, from t = 0 to ${stepText(shown)}.`];
  });
  const rest = paths.length > TOLD ? [`${paths.length - TOLD} more paths in the table.`] : [];
  return [words, ...places, ...rest].join(" ");
}
