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
  let isOpen = false;
  const visit = (samples: Samples, i: number) => {
    const x = samples.x[i]!;
    const at = y.position(samples.y[i]!);
    if (x < from || x > to || !Number.isFinite(at)) return;
    if (isOpen) sink.lineTo(x, at);
    else sink.moveTo(x, at);
    isOpen = true;
  };
  for (let i = 0; i < a.length; i++) visit(a, i);
  for (let i = b.length - 1; i >= 0; i--) visit(b, i);
  if (isOpen) sink.closePath();
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
