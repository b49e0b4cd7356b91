/** Level sets of a function known on a square lattice, as the filled contour lines of a landscape. */
import { contours as d3Contours } from "d3";

/** A square part of a plane, by its centre and half its side. */
export interface PlaneWindow {
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

/** The value at column j of row i, counted from the window's lowest x and y, is values[i·size + j]. */
export interface LandscapeGrid {
  readonly size: number;
  readonly window: PlaneWindow;
  readonly values: Float64Array;
}

/** One filled level set {J ≥ level}: rings of [x, y]. */
export interface LevelSet {
  readonly level: number;
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/** Levels at equal quantiles of J, so that each tone covers an equal part of the window whatever the loss. */
export function levelsOf(grid: LandscapeGrid, tones: number): readonly number[] {
  const sorted = Float64Array.from(grid.values.filter(Number.isFinite)).sort();
  if (sorted.length === 0) return [];
  const levels = Array.from(
    { length: tones - 1 },
    (_, k) => sorted[Math.round(((k + 1) / tones) * (sorted.length - 1))]!,
  );
  return levels.filter((level, k) => level > sorted[0]! && level !== levels[k - 1]);
}

/** d3 places sample (i, j) at the centre of cell (i, j), half a cell from its corner. */
const CELL_CENTRE = 0.5;

/** One after the other, each found when it is asked for. */
export function* levelSets(grid: LandscapeGrid, levels: readonly number[]): Generator<LevelSet, undefined> {
  const { size, window } = grid;
  const highest = grid.values.reduce((max, value) => (Number.isFinite(value) && value > max ? value : max), -Infinity);
  const finite = Array.from(grid.values, (value) => (Number.isFinite(value) ? value : highest));
  const generator = d3Contours().size([size, size]).smooth(true);
  const coordinate = (centre: number, index: number) =>
    centre + window.half * ((2 * (index - CELL_CENTRE)) / (size - 1) - 1);
  const place = ([x, y]: number[]): readonly [number, number] => [coordinate(window.x, x!), coordinate(window.y, y!)];
  for (const level of levels) {
    const { coordinates } = generator.contour(finite, level);
    yield { level, rings: coordinates.flatMap((polygon) => polygon.map((ring) => ring.map(place))) };
  }
}

/** J at (x, y) by bilinear interpolation; NaN outside. */
export function heightAt({ size, window, values }: LandscapeGrid, x: number, y: number): number {
  const column = ((x - window.x) / window.half + 1) * ((size - 1) / 2);
  const row = ((y - window.y) / window.half + 1) * ((size - 1) / 2);
  if (!(column >= 0 && row >= 0 && column <= size - 1 && row <= size - 1)) return Number.NaN;
  const j = Math.min(size - 2, Math.floor(column));
  const i = Math.min(size - 2, Math.floor(row));
  const at = (di: number, dj: number) => values[(i + di) * size + j + dj]!;
  const lower = at(0, 0) + (column - j) * (at(0, 1) - at(0, 0));
  const upper = at(1, 0) + (column - j) * (at(1, 1) - at(1, 0));
  return lower + (row - i) * (upper - lower);
}
