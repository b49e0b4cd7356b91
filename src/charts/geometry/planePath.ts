/**
 * A lane's path in a plane of two readings. The run is halved until the box of all iterates between two drawn ones is as thin as
 * a line or as small as a dot; boxes come from `extremes`, so that a path costs a few probes for each pixel of its way however
 * long the run, and no excursion between two drawn points is lost.
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

/** Boxes thinner than this, in pixels, look like lines … */
const THIN = 1.5;
/** … and those with less width and height together like dots. */
const SMALL = 6;
/** Halvings of one path, at most; what remains is drawn as boxes. */
const MAX_PROBES = 3000;
/** Pixels beyond which a diverging path leaves what a canvas can place. */
const FARTHEST = 1e5;

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

function placeable(pixel: number): number {
  return Number.isFinite(pixel) ? Math.min(FARTHEST, Math.max(-FARTHEST, pixel)) : Number.NaN;
}

class PathBuffer implements PlanePath {
  readonly rows: number[] = [];
  readonly x: number[] = [];
  readonly y: number[] = [];

  push(row: number, x: number, y: number): void {
    this.rows.push(row);
    this.x.push(placeable(x));
    this.y.push(placeable(y));
  }

  /** Goes round the box, unless the segment from the last point to (x, y) already spans it. */
  surround(row: number, { x0, x1, y0, y1 }: Box, x: number, y: number): void {
    const isSpanned =
      Math.abs(x - this.x[this.x.length - 1]!) >= x1 - x0 - THIN &&
      Math.abs(y - this.y[this.y.length - 1]!) >= y1 - y0 - THIN;
    if (isSpanned) return;
    this.push(row, x0, y0);
    this.push(row, x1, y0);
    this.push(row, x1, y1);
    this.push(row, x0, y1);
  }
}

/** The path of rows [from, to]. */
export function planePath(history: LaneHistory, axes: PlaneAxes, from = 0, to = history.rows - 1): PlanePath {
  const path = new PathBuffer();
  const x = (row: number) => axes.x.scale.position(valueAt(history, axes.x.reading, row));
  const y = (row: number) => axes.y.scale.position(valueAt(history, axes.y.reading, row));
  if (to < from) return path;
  path.push(from, x(from), y(from));
  let probes = 0;
  const pending: number[] = to > from ? [from, to] : [];
  while (pending.length > 0) {
    const end = pending.pop()!;
    const start = pending.pop()!;
    const isLeaf = end - start === 1;
    if (isLeaf && history.bucketSize === 1) {
      path.push(end, x(end), y(end));
      continue;
    }
    const box = boxOf(history, axes, start, end + 1);
    if (Number.isNaN(box.x0) || Number.isNaN(box.y0)) {
      path.push(end, Number.NaN, Number.NaN);
      continue;
    }
    const [width, height] = [box.x1 - box.x0, box.y1 - box.y0];
    const isFine = !box.hasGap && (Math.min(width, height) <= THIN || width + height <= SMALL);
    if (isFine || isLeaf || ++probes > MAX_PROBES) {
      path.surround(end, box, x(end), y(end));
      path.push(end, x(end), y(end));
    } else {
      const middle = (start + end) >>> 1;
      pending.push(middle, end, start, middle);
    }
  }
  return path;
}
