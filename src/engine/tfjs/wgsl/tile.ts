/** How many neighbouring entries of a matrix one thread takes at a time. */
import type { Shape } from "../../primitives";

export type Tile = Shape;

/** Numbers that a side of a tile may have; 4 × 4 sums are as many as stay in registers. */
const SIDES = [4, 3, 2, 1];

/** The largest tile, of equal ones the squarest, that fills the shape and leaves every thread one. `null`: threads take whole rows. */
export function tileOf({ rows, columns }: Shape, threads: number | null): Tile {
  const sidesOf = (length: number) => SIDES.filter((side) => length % side === 0);
  const tiles = sidesOf(threads === null ? 1 : rows).flatMap((a) =>
    sidesOf(columns).map((b) => ({ rows: a, columns: b })),
  );
  const enough = tiles.filter((tile) => rows * columns >= tile.rows * tile.columns * (threads ?? 1));
  const perimeter = (tile: Tile) => tile.rows + tile.columns;
  const [best] = enough.toSorted((s, t) => t.rows * t.columns - s.rows * s.columns || perimeter(s) - perimeter(t));
  return best ?? { rows: 1, columns: 1 };
}
