/** From lanes to their paths in a plane of two readings, both in decades: the way from the origin. */
import type { LaneHistory } from "../history/types";
import { type Domain, domainFor, emptyExtent, include } from "./geometry/domain";
import { type PlaneAxes, type PlanePath, planePath } from "./geometry/planePath";
import { emptyExtremes, type Reading, readingExtremes } from "./geometry/reading";
import { type Scale, valueScale } from "./geometry/scale";
import { type Tick, valueTicks } from "./geometry/ticks";
import type { ColourName } from "./palette";

export interface PlaneLane {
  readonly id: string;
  /** beside the path's end; null if it needs none */
  readonly label: string | null;
  readonly name: string;
  readonly history: LaneHistory;
  readonly colour: ColourName;
  readonly dash: readonly number[];
}

export interface PlaneInput {
  readonly lanes: readonly PlaneLane[];
  readonly x: Reading;
  readonly y: Reading;
  readonly runKey: unknown;
  readonly width: number;
  readonly height: number;
  /** text and strokes are this many times as large as at a desk */
  readonly magnification: number;
}

export interface PlaneLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly magnification: number;
}

export interface PlaneFrame {
  readonly layout: PlaneLayout;
  readonly axes: PlaneAxes;
  readonly paths: readonly { readonly lane: PlaneLane; readonly path: PlanePath }[];
}

const MARGIN = { top: 10, right: 36, bottom: 22, left: 42 };
const TICK_SPACING = { x: 46, y: 30 };

/** A lane's path: found once for the rows up to `to`, and anew for those that came since, while they are few points. */
interface Traced {
  readonly history: LaneHistory;
  readonly bucketSize: number;
  readonly layout: PlaneLayout;
  readonly settled: PlanePath;
  readonly to: number;
  readonly lastStep: number;
  readonly path: PlanePath;
}

const LONGEST_TAIL = 60;

function trace(history: LaneHistory, axes: PlaneAxes, layout: PlaneLayout, old: Traced | undefined): Traced {
  const { lastStep, bucketSize, rows } = history;
  const isSame = old?.history === history && old.layout === layout && old.bucketSize === bucketSize;
  if (isSame && old.lastStep === lastStep) return old;
  if (isSame && old.to >= 0) {
    const tail = planePath(history, axes, old.to, rows - 1);
    if (tail.rows.length <= LONGEST_TAIL) return { ...old, lastStep, path: joined(old.settled, tail) };
  }
  const path = planePath(history, axes);
  // The last row may be a bucket that is still filling.
  return { history, bucketSize, layout, settled: path, to: rows - 1, lastStep, path };
}

function joined(a: PlanePath, b: PlanePath): PlanePath {
  return { rows: [...a.rows, ...b.rows], x: [...a.x, ...b.x], y: [...a.y, ...b.y] };
}

export function createPlaneModel(): { update(input: PlaneInput): PlaneFrame } {
  const traced = new Map<string, Traced>();
  let domains: { x: Domain; y: Domain } | null = null;
  let domainKey: unknown = null;
  let layout: PlaneLayout | null = null;
  let layoutKey = "";

  function grown(input: PlaneInput, reading: Reading, previous: Domain | null): Domain {
    const extent = emptyExtent();
    for (const { history } of input.lanes) {
      if (history.rows === 0) continue;
      const e = readingExtremes(history, reading, 0, history.rows, emptyExtremes());
      include(extent, e.minPositive);
      include(extent, e.max);
    }
    return domainFor("log", extent, previous);
  }

  function place(input: PlaneInput): PlaneLayout {
    const { width, height, magnification } = input;
    const left = magnification * MARGIN.left;
    const top = magnification * MARGIN.top;
    const plotWidth = Math.max(40, width - left - magnification * MARGIN.right);
    const plotHeight = Math.max(40, height - top - magnification * MARGIN.bottom);
    const previous = domainKey === input.runKey ? domains : null;
    domainKey = input.runKey;
    domains = { x: grown(input, input.x, previous?.x ?? null), y: grown(input, input.y, previous?.y ?? null) };
    const key = `${width} ${height} ${domains.x.lo} ${domains.x.hi} ${domains.y.lo} ${domains.y.hi} ${magnification}`;
    if (layout && key === layoutKey) return layout;
    layoutKey = key;
    const x = valueScale("log", [domains.x.lo, domains.x.hi], [0, plotWidth]);
    const y = valueScale("log", [domains.y.lo, domains.y.hi], [plotHeight, 0]);
    layout = {
      ...{ width, height, plotWidth, plotHeight, x, y, left, top, magnification },
      xTicks: valueTicks(x, magnification * TICK_SPACING.x),
      yTicks: valueTicks(y, magnification * TICK_SPACING.y),
    };
    return layout;
  }

  function update(input: PlaneInput): PlaneFrame {
    const placed = place(input);
    const axes = { x: { reading: input.x, scale: placed.x }, y: { reading: input.y, scale: placed.y } };
    const paths = input.lanes.map((lane) => {
      const { id, history } = lane;
      const found = trace(history, axes, placed, traced.get(id));
      traced.set(id, found);
      return { lane, path: found.path };
    });
    return { layout: placed, axes, paths };
  }

  return { update };
}
