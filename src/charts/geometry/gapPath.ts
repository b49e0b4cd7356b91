/** The area between two lines over the iterates that both have reached. */
import type { PathSink } from "./linePath";
import type { Samples } from "./samples";
import type { Scale } from "./scale";

export interface AreaSink extends PathSink {
  closePath(): void;
}

/** Traces the area between `a` and `b`; points that the axis has no place for are left out. */
export function traceGap(a: Samples, b: Samples, y: Scale, sink: AreaSink): void {
  const from = Math.max(firstX(a, y), firstX(b, y));
  const to = Math.min(lastX(a, y), lastX(b, y));
  if (!(from < to)) return;
  const there = outline(a, y, from, to);
  const points = [...there, ...outline(b, y, from, to).reverse()];
  for (const [i, [x, at]] of points.entries()) {
    if (i === 0) sink.moveTo(x, at);
    else sink.lineTo(x, at);
  }
  sink.closePath();
}

type Point = readonly [x: number, y: number];

/** The line's points in [from, to], in pixels, with its ends there read between its points. */
function outline(samples: Samples, y: Scale, from: number, to: number): Point[] {
  const points: Point[] = [];
  let previous: Point | null = null;
  for (let i = 0; i < samples.length; i++) {
    const at = y.position(samples.y[i]!);
    if (!Number.isFinite(at)) continue;
    const point: Point = [samples.x[i]!, at];
    if (previous && previous[0] < from && point[0] > from) points.push(between(previous, point, from));
    if (point[0] >= from && point[0] <= to) points.push(point);
    if (previous && previous[0] < to && point[0] > to) points.push(between(previous, point, to));
    previous = point;
  }
  return points;
}

function between([x1, y1]: Point, [x2, y2]: Point, x: number): Point {
  return [x, y1 + ((y2 - y1) * (x - x1)) / (x2 - x1)];
}

function hasPlace(samples: Samples, i: number, y: Scale): boolean {
  return Number.isFinite(y.position(samples.y[i]!));
}

function firstX(samples: Samples, y: Scale): number {
  for (let i = 0; i < samples.length; i++) if (hasPlace(samples, i, y)) return samples.x[i]!;
  return Number.POSITIVE_INFINITY;
}

function lastX(samples: Samples, y: Scale): number {
  for (let i = samples.length - 1; i >= 0; i--) if (hasPlace(samples, i, y)) return samples.x[i]!;
  return Number.NEGATIVE_INFINITY;
}
