/** From samples to a path: the pen goes through the points and is lifted where a value has no place on the axis. */
import { type Extent, include } from "./domain";
import type { Samples } from "./samples";
import type { Scale } from "./scale";

/** What a path is written into: a canvas path, or d3's path for SVG. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** A point between two lifts of the pen would be invisible; with a round cap this stub shows it as a dot. */
const STUB = 0.01;
/** Pixels by which a path may pass above or below a point: far less than can be seen. */
export const TOLERANCE = 0.05;

/**
 * Points that lie on a straight line with their neighbours, up to TOLERANCE, are left out: a stroke costs as much as its points.
 * From the last corner, `low` to `high` are the slopes of all lines that pass each point since then closely enough; the corner
 * that follows is the last point that such a line reaches.
 */
export function tracePath(samples: Samples, y: Scale, sink: PathSink, from = 0): void {
  let penIsDown = false;
  let cornerX = 0;
  let cornerY = 0;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  /** the last point, if it is not the corner itself */
  let isWaiting = false;
  let waitingX = 0;
  let waitingY = 0;
  let drawn = 0;

  function startAt(px: number, py: number): void {
    cornerX = px;
    cornerY = py;
    low = Number.NEGATIVE_INFINITY;
    high = Number.POSITIVE_INFINITY;
    isWaiting = false;
  }

  function drawWaiting(): void {
    sink.lineTo(waitingX, waitingY);
    drawn++;
    startAt(waitingX, waitingY);
  }

  function wait(px: number, py: number): void {
    const dx = px - cornerX;
    // NaN or infinite straight above the corner, where no slope can be compared
    const slope = (py - cornerY) / dx;
    if (isWaiting && !(dx > 0 && slope >= low && slope <= high)) {
      drawWaiting();
      wait(px, py);
      return;
    }
    low = Math.max(low, slope - TOLERANCE / dx);
    high = Math.min(high, slope + TOLERANCE / dx);
    waitingX = px;
    waitingY = py;
    isWaiting = true;
  }

  for (let i = from; i <= samples.length; i++) {
    const px = samples.x[i]!;
    const py = i < samples.length ? y.position(samples.y[i]!) : Number.NaN;
    if (!Number.isNaN(py)) {
      if (penIsDown) wait(px, py);
      else {
        sink.moveTo(px, py);
        penIsDown = true;
        drawn = 0;
        startAt(px, py);
      }
    } else if (penIsDown) {
      if (isWaiting) drawWaiting();
      if (drawn === 0) sink.lineTo(cornerX + STUB, cornerY);
      penIsDown = false;
    }
  }
}

/** The last point at or left of `x`; the first one if there is none. */
export function pointBefore(samples: Samples, x: number): number {
  let i = samples.length - 1;
  while (i > 0 && !(samples.x[i]! <= x)) i--;
  return Math.max(0, i);
}

/** Pixels of path from the last lift of the pen to a point: where the dashes of what follows have come to. */
export function lengthBefore(samples: Samples, y: Scale, point: number): number {
  let length = 0;
  let py = y.position(samples.y[point] ?? Number.NaN);
  for (let i = point - 1; i >= 0; i--) {
    const before = y.position(samples.y[i]!);
    if (Number.isNaN(before) || Number.isNaN(py)) break;
    length += Math.hypot(samples.x[i + 1]! - samples.x[i]!, py - before);
    py = before;
  }
  return length;
}

/** Widens the extent by what the samples show inside the plot. */
export function includeSamples(extent: Extent, samples: Samples, width: number): void {
  for (let i = 0; i < samples.length; i++) {
    const x = samples.x[i]!;
    if (x >= 0 && x <= width) include(extent, samples.y[i]!);
  }
}

/** The last point drawn at or left of `x`: where a line's label belongs. Null if there is none. */
export function endOf(samples: Samples, x: number): { readonly x: number; readonly value: number } | null {
  for (let i = samples.length - 1; i >= 0; i--) {
    const value = samples.y[i]!;
    if (samples.x[i]! <= x && !Number.isNaN(value)) return { x: samples.x[i]!, value };
  }
  return null;
}

/** The first point drawn. Null if there is none. */
export function startOf(samples: Samples): { readonly x: number; readonly value: number } | null {
  for (let i = 0; i < samples.length; i++) {
    const value = samples.y[i]!;
    if (!Number.isNaN(value)) return { x: samples.x[i]!, value };
  }
  return null;
}

/** A curve given as a function of t, over the whole window. */
export function sampleFunction(ofStep: (t: number) => number, scale: Scale, positive: boolean): Samples {
  const width = scale.range[1] - scale.range[0];
  const steps = Math.max(2, Math.ceil(width / 2) + 1);
  const x = new Float64Array(steps);
  const y = new Float64Array(steps);
  for (let i = 0; i < steps; i++) {
    x[i] = scale.range[0] + (width * i) / (steps - 1);
    const value = ofStep(Math.max(0, scale.invert(x[i]!)));
    y[i] = Number.isFinite(value) && (value > 0 || !positive) ? value : Number.NaN;
  }
  return { length: steps, x, y, marks: [], settled: steps, epoch: 1, version: 1 };
}
