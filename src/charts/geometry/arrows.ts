/** Direction marks along a path, apart from each other on the screen. */
export interface Arrow {
  readonly x: number;
  readonly y: number;
  /** radians, 0 to the right, growing downwards */
  readonly angle: number;
}

/** A segment longer than any screen leaves the plot, as a diverging path does; nobody follows it by its arrows. */
const LONGEST = 10_000;
/** The path is walked in strides of this many pixels, and its direction is taken over a few of them. */
const STRIDE = 3;
const LOOK_BACK = 9;

/**
 * An arrow wherever the path has come `spacing` pixels away from the last one (half of it from the start), measured straight, so
 * that a path trembling on the spot gets none. Only the first `count` points are walked. Lifts of the pen are skipped.
 */
export function arrowsAlong(
  x: readonly number[],
  y: readonly number[],
  spacing: number,
  count = x.length,
): readonly Arrow[] {
  const arrows: Arrow[] = [];
  let reach = spacing / 2;
  let [lastX, lastY] = [x[0] ?? Number.NaN, y[0] ?? Number.NaN];
  let [backX, backY] = [lastX, lastY];
  for (let i = 1; i < count; i++) {
    const dx = x[i]! - x[i - 1]!;
    const dy = y[i]! - y[i - 1]!;
    const length = Math.hypot(dx, dy);
    if (!(length > 0 && length < LONGEST)) continue;
    const strides = Math.ceil(length / STRIDE);
    for (let k = 1; k <= strides; k++) {
      const px = x[i - 1]! + (dx * k) / strides;
      const py = y[i - 1]! + (dy * k) / strides;
      if (Math.hypot(px - lastX, py - lastY) >= reach) {
        arrows.push({ x: px, y: py, angle: Math.atan2(py - backY, px - backX) });
        [lastX, lastY] = [px, py];
        reach = spacing;
      }
      if (Math.hypot(px - backX, py - backY) >= LOOK_BACK) [backX, backY] = [px, py];
    }
  }
  return arrows;
}
