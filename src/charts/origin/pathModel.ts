/**
 * Paths that are known at some iterates only, in a plane of any two quantities: where the axes lie and where each point stands.
 * Linear axes have one scale, so that distances are what they look like.
 */
import { domainFor, emptyExtent, include } from "../geometry/domain";
import { valueScale } from "../geometry/scale";
import { valueTicks } from "../geometry/ticks";
import type { ColourName } from "../palette";
import type { PlaneLayout } from "../planeModel";

export interface SampledPath {
  readonly id: string;
  /** at the path's end; null if it needs none */
  readonly label: string | null;
  readonly name: string;
  readonly colour: ColourName;
  readonly dash: readonly number[];
  readonly t: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** of each point, whether the way on from it is marked with a band */
  readonly banded?: readonly boolean[];
}

export interface Landmark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** filled if some path has been there */
  readonly isVisited: boolean;
}

export interface PathInput {
  readonly paths: readonly SampledPath[];
  readonly landmarks: readonly Landmark[];
  readonly kind: "linear" | "log";
  readonly width: number;
  readonly height: number;
  /** text and strokes are this many times as large as at a desk */
  readonly magnification: number;
}

/** A path in pixels. */
export interface PlacedPath {
  readonly path: SampledPath;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const MARGIN = { top: 12, right: 40, bottom: 24, left: 46 } as const;
/** Share of the range that stays free around what linear axes show. */
const FREE = 0.08;
const TICK_SPACING = { x: 52, y: 30 } as const;

type Range = readonly [low: number, high: number];

export function pathLayout({ paths, landmarks, kind, width, height, magnification }: PathInput): PlaneLayout {
  const plotWidth = Math.max(40, width - magnification * (MARGIN.left + MARGIN.right));
  const plotHeight = Math.max(40, height - magnification * (MARGIN.top + MARGIN.bottom));
  const [xs, ys] = [emptyExtent(), emptyExtent()];
  for (const { x, y } of [...paths, ...landmarks.map((mark) => ({ x: [mark.x], y: [mark.y] }))]) {
    for (const value of x) include(xs, value);
    for (const value of y) include(ys, value);
  }
  let [across, up]: readonly Range[] = [xs, ys].map((extent) => {
    const { lo, hi } = domainFor("log", extent);
    return kind === "log" ? ([lo, hi] as const) : padded(extent.min, extent.max);
  });
  if (kind === "linear") {
    const unit = Math.max(span(across!) / plotWidth, span(up!) / plotHeight);
    across = widened(across!, unit * plotWidth);
    up = widened(up!, unit * plotHeight);
  }
  const x = valueScale(kind, across!, [0, plotWidth]);
  const y = valueScale(kind, up!, [plotHeight, 0]);
  return {
    ...{ width, height, plotWidth, plotHeight, x, y },
    left: magnification * MARGIN.left,
    top: magnification * MARGIN.top,
    xTicks: valueTicks(x, magnification * TICK_SPACING.x),
    yTicks: valueTicks(y, magnification * TICK_SPACING.y),
    magnification,
  };
}

const span = ([low, high]: Range) => high - low;

function padded(min: number, max: number): Range {
  if (!(min <= max)) return [-1, 1];
  const free = FREE * (max - min) || 1;
  return [min - free, max + free];
}

function widened([low, high]: Range, size: number): Range {
  const more = (size - (high - low)) / 2;
  return [low - more, high + more];
}

export function placedPaths(paths: readonly SampledPath[], { x, y }: PlaneLayout): readonly PlacedPath[] {
  return paths.map((path) => ({
    path,
    x: path.x.map((value) => x.position(value)),
    y: path.y.map((value) => y.position(value)),
  }));
}

/** Index of a path's last point at or before t; −1 if there is none. */
export function pointAt({ t }: SampledPath, step: number): number {
  let low = -1;
  for (let high = t.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (t[middle]! <= step) low = middle;
    else high = middle;
  }
  return low;
}

/** The iterate of the point nearest to a pixel, if one is within `reach`. */
export function nearestPoint(placed: readonly PlacedPath[], px: number, py: number, reach: number): number | null {
  let best = reach * reach;
  let step: number | null = null;
  for (const { path, x, y } of placed) {
    for (let i = 0; i < x.length; i++) {
      const distance = (x[i]! - px) ** 2 + (y[i]! - py) ** 2;
      if (!(distance < best)) continue;
      best = distance;
      step = path.t[i]!;
    }
  }
  return step;
}
