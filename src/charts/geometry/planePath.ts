/**
 * A lane's path in a plane of two readings. The run is halved until the box of all iterates between two drawn ones lies within
 * a pixel of the segment's own box; boxes come from `extremes`, so that a smooth path costs a few hundred probes however long the
 * run, and no excursion between two drawn points is lost.
 */
import type { LaneHistory } from "../../history/types";
import { emptyExtremes, type Reading, readingExtremes, valueAt } from "./reading";
import type { Scale } from "./scale";

export interface PlaneAxes {
  readonly x: { readonly reading: Reading; readonly scale: Scale };
  readonly y: { readonly reading: Reading; readonly scale: Scale };
}

/** Drawn points, in pixels, with the kept row of each; NaN coordinates lift the pen. */
export interface PlanePath {
  readonly rows: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const TOLERANCE = 0.75;
/** Pixels beyond which a diverging path leaves what a canvas can place. */
const FARTHEST = 1e5;
/** Halvings of one path, at most; what remains is drawn as the box of its iterates. */
const MAX_PROBES = 6000;

interface Box {
  /** whether some iterate in it has no place on an axis */
  readonly hasGap: boolean;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

function interval(
  history: LaneHistory,
  axis: PlaneAxes["x"],
  from: number,
  to: number,
): readonly [low: number, high: number, hasGap: boolean] {
  const e = readingExtremes(history, axis.reading, from, to, emptyExtremes());
  const a = axis.scale.position(axis.scale.kind === "log" ? e.minPositive : e.min);
  const b = axis.scale.position(e.max);
  return [Math.min(a, b), Math.max(a, b), e.hasNonFinite || (axis.scale.kind === "log" && e.hasZero)];
}

function boxOf(history: LaneHistory, axes: PlaneAxes, from: number, to: number): Box {
  const [x0, x1, hasGapX] = interval(history, axes.x, from, to);
  const [y0, y1, hasGapY] = interval(history, axes.y, from, to);
  return { x0, x1, y0, y1, hasGap: hasGapX || hasGapY };
}

/** The iterates of rows [from, to], drawn from `first` on. */
export function planePath(history: LaneHistory, axes: PlaneAxes, from = 0, to = history.rows - 1): PlanePath {
  const rows: number[] = [];
  const x: number[] = [];
  const y: number[] = [];
  const px = (row: number) => axes.x.scale.position(valueAt(history, axes.x.reading, row));
  const py = (row: number) => axes.y.scale.position(valueAt(history, axes.y.reading, row));
  const push = (row: number, atX: number, atY: number) => {
    rows.push(row);
    x.push(Math.min(FARTHEST, Math.max(-FARTHEST, atX)));
    y.push(Math.min(FARTHEST, Math.max(-FARTHEST, atY)));
  };
  if (to < from) return { rows, x, y };
  push(from, px(from), py(from));
  let probes = 0;
  const pending: number[] = [from, to];
  while (pending.length > 0) {
    const end = pending.pop()!;
    const start = pending.pop()!;
    if (end <= start) continue;
    const endX = px(end);
    const endY = py(end);
    const isLeaf = end - start === 1;
    if (isLeaf && history.bucketSize === 1) {
      push(end, endX, endY);
      continue;
    }
    const startX = px(start);
    const startY = py(start);
    const box = boxOf(history, axes, start, end + 1);
    if (Number.isNaN(box.x0) || Number.isNaN(box.y0)) {
      push(end, Number.NaN, Number.NaN);
      continue;
    }
    const isStraight =
      !box.hasGap &&
      box.x0 >= Math.min(startX, endX) - TOLERANCE &&
      box.x1 <= Math.max(startX, endX) + TOLERANCE &&
      box.y0 >= Math.min(startY, endY) - TOLERANCE &&
      box.y1 <= Math.max(startY, endY) + TOLERANCE;
    const isSmall =
      Math.min(box.x1 - box.x0, box.y1 - box.y0) <= 2 * TOLERANCE || box.x1 - box.x0 + box.y1 - box.y0 <= 6;
    if (isStraight && (isSmall || isLeaf)) push(end, endX, endY);
    else if (isLeaf || ++probes > MAX_PROBES) {
      for (const [cornerX, cornerY] of [
        [box.x0, box.y0],
        [box.x1, box.y0],
        [box.x1, box.y1],
        [box.x0, box.y1],
      ] as const)
        push(end, cornerX, cornerY);
      push(end, endX, endY);
    } else {
      const middle = (start + end) >>> 1;
      pending.push(middle, end, start, middle);
    }
  }
  return { rows, x, y };
}
