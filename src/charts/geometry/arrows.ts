/** Direction marks along a path, at equal distances on the screen. */
export interface Arrow {
  readonly x: number;
  readonly y: number;
  /** radians, 0 to the right, growing downwards */
  readonly angle: number;
}

/** A segment longer than any screen leaves the plot, as a diverging path does; nobody follows it by its arrows. */
const LONGEST = 10_000;

/** Arrows every `spacing` pixels of path length, the first half a spacing from the start. Lifts of the pen are skipped. */
export function arrowsAlong(x: readonly number[], y: readonly number[], spacing: number): readonly Arrow[] {
  const arrows: Arrow[] = [];
  let next = spacing / 2;
  for (let i = 1; i < x.length; i++) {
    const dx = x[i]! - x[i - 1]!;
    const dy = y[i]! - y[i - 1]!;
    const length = Math.hypot(dx, dy);
    if (!(length > 0 && length < LONGEST)) continue;
    let along = next;
    for (; along <= length; along += spacing) {
      const share = along / length;
      arrows.push({ x: x[i - 1]! + share * dx, y: y[i - 1]! + share * dy, angle: Math.atan2(dy, dx) });
    }
    next = along - length;
  }
  return arrows;
}
