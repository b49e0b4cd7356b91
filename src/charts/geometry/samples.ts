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
  /** points before this one stay as they are within an epoch */
  readonly settled: number;
  /** grows when all points change */
  readonly epoch: number;
  /** grows whenever any point changes */
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

/** Points that grow at their end. */
export class PointBuffer implements Samples {
  length = 0;
  settled = 0;
  epoch = 0;
  version = 0;
  x = new Float64Array(0);
  y = new Float64Array(0);
  marks: { x: number; kind: MarkKind }[] = [];
  private settledMarks = 0;

  private reserve(points: number): void {
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

  /** All points that are there stay. */
  settle(): void {
    this.settled = this.length;
    this.settledMarks = this.marks.length;
  }

  /** Drops the points that did not settle. */
  unsettle(): void {
    this.length = this.settled;
    this.marks.length = this.settledMarks;
    this.version++;
  }

  restart(points: number): void {
    this.reserve(points);
    this.length = 0;
    this.marks.length = 0;
    this.epoch++;
    this.settle();
  }
}

interface Seen {
  readonly history: LaneHistory;
  readonly reading: Reading;
  readonly axis: StepAxis;
  readonly positive: boolean;
}

export function createSampler(): Sampler {
  const points = new PointBuffer();
  const extremes: Extremes = emptyExtremes();
  let seen: Seen | null = null;
  let lastStep = -1;
  /** whether the run has come as far as the window */
  let isInside = false;
  /** first column that may still change, and the first iterate that no column before it shows */
  let column = 0;
  let start = 0;

  function isDrawable(value: number): boolean {
    return Number.isFinite(value) && (value > 0 || !seen?.positive);
  }

  function point(x: number, value: number): void {
    if (isDrawable(value) && Number.isFinite(x)) points.push(x, value);
  }

  /** The line through a column: its first value, its extremes in the order that crosses it least, its last value. */
  function addColumn({ history, reading, axis, positive }: Seen, from: number, to: number): void {
    readingExtremes(history, reading, from, to, extremes);
    const { scale } = axis;
    // Once rows are thinned, the first of them may have begun in the column before, or outside the window.
    const firstX = scale.position(Math.max(history.stepAt(from), start));
    const lastX = to - from === 1 ? firstX : scale.position(history.stepAt(to - 1));
    const low = positive ? extremes.minPositive : extremes.min;
    const high = extremes.max;
    if (low <= high) {
      const first = valueAt(history, reading, from);
      const last = to - from === 1 ? first : valueAt(history, reading, to - 1);
      const middle = (firstX + lastX) / 2;
      const [turn, back] = last < first ? [high, low] : [low, high];
      point(firstX, first);
      if (turn !== first) point(middle, turn);
      if (back !== last) point(middle, back);
      point(lastX, last);
    }
    const marked: MarkKind | null = extremes.hasNonFinite ? "not-finite" : positive && extremes.hasZero ? "zero" : null;
    if (marked) {
      points.marks.push({ x: firstX, kind: marked });
      points.lift(lastX);
    }
  }

  /** The neighbour outside the window, so that the line leaves through the plot's edge. */
  function addOutside({ history, reading, axis }: Seen, row: number): void {
    if (row >= 0 && row < history.rows) point(axis.scale.position(history.stepAt(row)), valueAt(history, reading, row));
  }

  function restart(now: Seen): void {
    seen = now;
    points.restart(POINTS_PER_COLUMN * now.axis.columns + 2);
    column = 0;
    start = now.axis.edges[0]!;
    addOutside(now, now.history.rowAt(start - 1));
    points.settle();
  }

  function update(history: LaneHistory, reading: Reading, axis: StepAxis, positive: boolean): Samples {
    const isSame =
      seen?.history === history && seen.reading === reading && seen.axis === axis && seen.positive === positive;
    // Before the window's first row its neighbour outside may still change.
    const isExtended = isSame && isInside && history.lastStep >= lastStep;
    if (isExtended && history.lastStep === lastStep) return points;
    const now = isExtended && seen ? seen : { history, reading, axis, positive };
    if (now !== seen) restart(now);
    points.unsettle();
    lastStep = history.lastStep;
    const { rows } = history;
    const { edges, columns } = axis;
    isInside = rows > 0 && lastStep >= edges[0]!;
    if (rows === 0) return points;

    const newest = history.stepAt(rows - 1);
    let row = start <= lastStep ? history.rowAt(start) : rows;
    for (; column < columns && row < rows; column++) {
      const end = edges[column + 1]!;
      const to = history.rowAt(end - 1) + 1;
      if (to > row) addColumn(now, row, to);
      // Rows that follow may still fall into this column, or into its last row.
      if (newest < end) return points;
      points.settle();
      row = Math.max(row, to);
      start = Math.max(start, end, history.stepAt(row));
    }
    if (newest >= edges[columns]!) addOutside(now, row);
    return points;
  }

  return { samples: points, update };
}
