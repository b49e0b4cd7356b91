/** What a pointer means on a landscape: an iterate of a path under it, a start on round numbers or on the stable line. */
import type { LandscapeLayout } from "./layout";
import type { TracedTrail } from "./trail";

/** Pointer and path count as touching within this many pixels; a start this near to the stable line lies on it. */
const REACH = 18;
const SNAP = 6;

export function nearestStep(trails: readonly TracedTrail[], px: number, py: number): number | null {
  let best = REACH * REACH;
  let step: number | null = null;
  for (const { t, x, y } of trails) {
    for (let i = 0; i < t.length; i++) {
      const distance = (x[i]! - px) ** 2 + (y[i]! - py) ** 2;
      if (distance < best) {
        best = distance;
        step = t[i]!;
      }
    }
  }
  return step;
}

/** The point in numbers as short as the screen can tell apart, on the stable line through 0 if it is near it. */
export function snapped(
  x: number,
  y: number,
  layout: LandscapeLayout,
  stable: readonly [number, number] | null,
): readonly [number, number] {
  const perPixel = (layout.x.domain[1] - layout.x.domain[0]) / layout.plotWidth;
  const unit = 10 ** Math.floor(Math.log10(perPixel));
  // Through text: a multiple of 0.01 is to be the double nearest to it.
  const short = (value: number) => Number((Math.round(value / unit) * unit).toPrecision(12)) + 0;
  const length = stable ? Math.hypot(...stable) : 0;
  if (stable && length > 0.99) {
    const along = (x * stable[0] + y * stable[1]) / (length * length);
    const off = Math.hypot(x - along * stable[0], y - along * stable[1]);
    if (off <= SNAP * perPixel) return [short(along * stable[0]), short(along * stable[1])];
  }
  return [short(x), short(y)];
}
