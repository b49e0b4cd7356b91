/**
 * The plane of (b, a) of a 1×1 problem: level sets of J on its grid, and the curves ba = p of its minima. J depends on (b, a)
 * only through p = ba, so that the grid's two diagonals already hold J as a function of p; no knowledge of the loss is needed.
 */
import { contours as d3Contours } from "d3";

/** J at b = coordinate(j), a = coordinate(i) is values[i·size + j]; coordinates run evenly from −extent to extent. */
export interface LandscapeGrid {
  readonly size: number;
  readonly extent: number;
  readonly values: Float64Array;
}

/** One filled level set {J ≥ level}: rings of [b, a]. */
export interface LevelSet {
  readonly level: number;
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

export function gridCoordinate(grid: LandscapeGrid, index: number): number {
  return -grid.extent + (2 * grid.extent * index) / (grid.size - 1);
}

/** Levels at equal quantiles of J, so that each tone covers an equal part of the plane whatever the loss. */
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

export function levelSets(grid: LandscapeGrid, levels: readonly number[]): readonly LevelSet[] {
  const { size } = grid;
  const highest = grid.values.reduce((max, value) => (Number.isFinite(value) && value > max ? value : max), -Infinity);
  const finite = Array.from(grid.values, (value) => (Number.isFinite(value) ? value : highest));
  const generator = d3Contours().size([size, size]).smooth(true);
  const place = ([x, y]: number[]): readonly [number, number] => [
    gridCoordinate(grid, x! - CELL_CENTRE),
    gridCoordinate(grid, y! - CELL_CENTRE),
  ];
  return levels.map((level) => ({
    level,
    rings: generator.contour(finite, level).coordinates.flatMap((polygon) => polygon.map((ring) => ring.map(place))),
  }));
}

/** J at (b, a) by bilinear interpolation; NaN outside. */
export function heightAt(grid: LandscapeGrid, b: number, a: number): number {
  const x = ((b + grid.extent) / (2 * grid.extent)) * (grid.size - 1);
  const y = ((a + grid.extent) / (2 * grid.extent)) * (grid.size - 1);
  if (!(x >= 0 && y >= 0 && x <= grid.size - 1 && y <= grid.size - 1)) return Number.NaN;
  const j = Math.min(grid.size - 2, Math.floor(x));
  const i = Math.min(grid.size - 2, Math.floor(y));
  const at = (row: number, column: number) => grid.values[row * grid.size + column]!;
  const lower = at(i, j) + (x - j) * (at(i, j + 1) - at(i, j));
  const upper = at(i + 1, j) + (x - j) * (at(i + 1, j + 1) - at(i + 1, j));
  return lower + (y - i) * (upper - lower);
}

/** J along p = ba: from the diagonal b = −a (p ≤ 0) and the diagonal b = a (p ≥ 0), in order of p. */
function profile(grid: LandscapeGrid): readonly { readonly p: number; readonly J: number }[] {
  const points: { p: number; J: number }[] = [];
  const { size, values } = grid;
  for (let k = Math.ceil((size - 1) / 2); k < size; k++) {
    const a = gridCoordinate(grid, k);
    points.push({ p: a * a, J: values[k * size + k]! });
    if (a > 0) points.push({ p: -a * a, J: values[k * size + (size - 1 - k)]! });
  }
  return points.sort((left, right) => left.p - right.p);
}

/** The products p = ba at which J has a minimum inside the plane, each refined by the parabola through its neighbours. */
export function minimaProducts(grid: LandscapeGrid): readonly number[] {
  const points = profile(grid);
  const minima: number[] = [];
  for (let k = 1; k + 1 < points.length; k++) {
    const [left, here, right] = [points[k - 1]!, points[k]!, points[k + 1]!];
    if (!(here.J < left.J && here.J <= right.J)) continue;
    const slopeLeft = (here.J - left.J) / (here.p - left.p);
    const slopeRight = (right.J - here.J) / (right.p - here.p);
    const curvature = (slopeRight - slopeLeft) / ((right.p - left.p) / 2);
    const middle = (left.p + here.p) / 2;
    minima.push(curvature > 0 ? middle - slopeLeft / curvature : here.p);
  }
  return minima;
}

/** The hyperbola ba = p within the plane: one or two branches of [b, a]; for p = 0 the two axes. */
export function productCurve(
  p: number,
  extent: number,
  points = 160,
): readonly (readonly (readonly [number, number])[])[] {
  if (p === 0) {
    return [
      [
        [-extent, 0],
        [extent, 0],
      ],
      [
        [0, -extent],
        [0, extent],
      ],
    ];
  }
  const smallest = Math.abs(p) / extent;
  if (smallest >= extent) return [];
  const ratio = extent / smallest;
  const branch = Array.from({ length: points + 1 }, (_, k): readonly [number, number] => {
    const b = smallest * ratio ** (k / points);
    return [b, p / b];
  });
  return [branch, branch.map(([b, a]): readonly [number, number] => [-b, -a])];
}
