/** Where a box of text hides least: among candidate places, the one that the fewest pieces of the drawn lines run under. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A drawn line in pixels; NaN where the pen is lifted. */
export interface Polyline {
  readonly length: number;
  readonly x: (i: number) => number;
  readonly y: (i: number) => number;
  /** how much each of its pieces counts; 1 if left out */
  readonly weight?: number;
}

/** A point that should stay visible, as a line that counts more than any other. */
export function pointToKeep(x: number, y: number): Polyline {
  return { length: 2, x: () => x, y: () => y, weight: 1000 };
}

/** Boxes of one size along one side of a plot, from top to bottom. */
export function placesAlong(x: number, height: number, width: number, top: number, bottom: number): readonly Box[] {
  const room = Math.max(0, bottom - top - height);
  return [0, 0.25, 0.5, 0.75, 1].map((share) => ({ x, y: top + share * room, width, height }));
}

/** Index of the least covered place; `preferred` stays while no other is better, so that nothing jumps without a reason. */
export function freePlace(places: readonly Box[], lines: readonly Polyline[], preferred: number): number {
  const covered = new Array<number>(places.length).fill(0);
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const [x0, x1] = [line.x(i - 1), line.x(i)];
      const left = Math.min(x0, x1);
      const right = Math.max(x0, x1);
      // A segment's bounding box is a fair measure: segments are short, or flat.
      const [y0, y1] = [line.y(i - 1), line.y(i)];
      const top = Math.min(y0, y1);
      const bottom = Math.max(y0, y1);
      for (let k = 0; k < places.length; k++) {
        const { x, y, width, height } = places[k]!;
        if (left <= x + width && right >= x && top <= y + height && bottom >= y) covered[k]! += line.weight ?? 1;
      }
    }
  }
  const least = Math.min(...covered);
  return covered[preferred] === least ? preferred : covered.indexOf(least);
}
