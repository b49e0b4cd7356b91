/**
 * What a line shows, one pixel column at a time: the first and last value of the iterates that fall in it, their minimum and
 * their maximum, so that nothing drawn hides an extreme. Columns are final once a later row exists; an update samples only what
 * is new, so a frame costs O(new pixels · log rows) and never scans the run.
 */
import type { Extremes, LaneHistory } from "../../history/types";
import { emptyExtremes, type Reading, readingExtremes, valueAt } from "./reading";
import type { Scale } from "./scale";

/** The axis of iterates cut into pixel columns: column p holds the iterates in [edges[p], edges[p + 1]). */
export interface StepAxis {
  readonly scale: Scale;
  readonly columns: number;
  readonly edges: Float64Array;
}

export type MarkKind = "zero" | "not-finite";

/** Points and marks of one line; `y` holds values, not pixels, and NaN where the pen is lifted. */
export interface Samples {
  readonly length: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly marks: readonly { readonly x: number; readonly kind: MarkKind }[];
  /** grows whenever the points change */
  readonly version: number;
}

export interface Sampler {
  readonly samples: Samples;
  /** `positive`: the line goes on a log axis, where zero or less has no place and is marked instead. */
  update(history: LaneHistory, reading: Reading, axis: StepAxis, positive: boolean): Samples;
}

export function stepAxis(scale: Scale): StepAxis {
  const columns = Math.max(1, Math.ceil(scale.range[1] - scale.range[0]));
  const edges = new Float64Array(columns + 1);
  for (let p = 0; p <= columns; p++) edges[p] = Math.ceil(scale.invert(scale.range[0] + p) - 1e-9);
  edges[0] = Math.max(0, Math.ceil(scale.domain[0] - 1e-9));
  edges[columns] = Math.floor(scale.domain[1] + 1e-9) + 1;
  for (let p = 1; p <= columns; p++) edges[p] = Math.max(edges[p]!, edges[p - 1]!);
  return { scale, columns, edges };
}

/** Most points that one column can add: first, two extremes, last, and two lifts of the pen. */
const POINTS_PER_COLUMN = 6;

class PointBuffer implements Samples {
  length = 0;
  version = 0;
  x = new Float64Array(0);
  y = new Float64Array(0);
  marks: { x: number; kind: MarkKind }[] = [];

  reserve(points: number): void {
    if (this.x.length >= points) return;
    this.x = new Float64Array(points);
    this.y = new Float64Array(points);
  }

  push(x: number, y: number): void {
    if (this.length > 0 && this.x[this.length - 1] === x && Object.is(this.y[this.length - 1], y)) return;
    this.x[this.length] = x;
    this.y[this.length++] = y;
  }

  lift(x: number): void {
    if (this.length > 0 && !Number.isNaN(this.y[this.length - 1]!)) this.push(x, Number.NaN);
  }

  truncate(points: number, marks: number): void {
    this.length = points;
    this.marks.length = marks;
  }
}

export function createSampler(): Sampler {
  const points = new PointBuffer();
  const extremes: Extremes = emptyExtremes();
  let seen: { history: LaneHistory; reading: Reading; axis: StepAxis; positive: boolean; bucketSize: number } | null =
    null;
  let lastStep = -1;
  let rows = 0;
  /** whether the run has come as far as the window */
  let isInside = false;
  /** first column that may still change, and where its points and marks begin */
  let column = 0;
  let keptPoints = 0;
  let keptMarks = 0;

  function isDrawable(value: number): boolean {
    return Number.isFinite(value) && (value > 0 || !seen?.positive);
  }

  function point(x: number, value: number): void {
    if (isDrawable(value) && Number.isFinite(x)) points.push(x, value);
  }

  function addColumn(history: LaneHistory, reading: Reading, axis: StepAxis, from: number, to: number): void {
    readingExtremes(history, reading, from, to, extremes);
    const { scale } = axis;
    const firstX = scale.position(history.stepAt(from));
    const lastX = to - from === 1 ? firstX : scale.position(history.stepAt(to - 1));
    const low = seen?.positive ? extremes.minPositive : extremes.min;
    const high = extremes.max;
    if (low <= high) {
      const first = valueAt(history, reading, from);
      const last = to - from === 1 ? first : valueAt(history, reading, to - 1);
      const middle = (firstX + lastX) / 2;
      const falling = last < first;
      point(firstX, first);
      if (low < high || first !== low) {
        point(middle, falling ? high : low);
        point(middle, falling ? low : high);
      }
      point(lastX, last);
    }
    const marked: MarkKind | null = extremes.hasNonFinite
      ? "not-finite"
      : seen?.positive && extremes.hasZero
        ? "zero"
        : null;
    if (marked) {
      points.marks.push({ x: firstX, kind: marked });
      points.lift(lastX);
    }
  }

  /** The neighbour outside the window, so that the line leaves through the plot's edge. */
  function addOutside(history: LaneHistory, reading: Reading, axis: StepAxis, row: number): void {
    if (row >= 0 && row < history.rows) point(axis.scale.position(history.stepAt(row)), valueAt(history, reading, row));
  }

  function restart(history: LaneHistory, reading: Reading, axis: StepAxis): void {
    points.reserve(POINTS_PER_COLUMN * axis.columns + 2);
    points.truncate(0, 0);
    column = 0;
    addOutside(history, reading, axis, history.rowAt(axis.edges[0]! - 1));
    keptPoints = points.length;
    keptMarks = 0;
  }

  function update(history: LaneHistory, reading: Reading, axis: StepAxis, positive: boolean): Samples {
    const isSame =
      seen?.history === history &&
      seen.reading === reading &&
      seen.axis === axis &&
      seen.positive === positive &&
      seen.bucketSize === history.bucketSize;
    // Before the window's first row its neighbour outside may still change.
    const isExtended = isSame && isInside && history.lastStep >= lastStep && history.rows >= rows;
    if (isExtended && history.lastStep === lastStep) return points;
    seen = { history, reading, axis, positive, bucketSize: history.bucketSize };
    if (!isExtended) restart(history, reading, axis);
    lastStep = history.lastStep;
    rows = history.rows;
    points.truncate(keptPoints, keptMarks);
    points.version++;
    isInside = rows > 0 && history.stepAt(rows - 1) >= axis.edges[0]!;
    if (rows === 0) return points;

    const { edges, columns } = axis;
    const newest = history.stepAt(rows - 1);
    let row = history.rowAt(edges[column]! - 1) + 1;
    for (let p = column; p < columns && row < rows; p++) {
      const end = edges[p + 1]!;
      if (newest < end) {
        column = p;
        keptPoints = points.length;
        keptMarks = points.marks.length;
      }
      if (history.stepAt(row) >= end) continue;
      const to = history.rowAt(end - 1) + 1;
      addColumn(history, reading, axis, row, to);
      row = to;
      if (newest < end) return points;
    }
    if (newest >= edges[columns]!) {
      column = columns;
      keptPoints = points.length;
      keptMarks = points.marks.length;
      addOutside(history, reading, axis, row);
    }
    return points;
  }

  return { samples: points, update };
}
