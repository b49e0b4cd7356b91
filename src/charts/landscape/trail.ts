/** Ways in a plane through V = 0, placed in pixels: kept columns of a 1×1 lane, or points at some iterates. */
import type { LaneHistory } from "../../history/types";
import { readAt } from "../geometry/crosshair";
import { planePath } from "../geometry/planePath";
import type { Reading } from "../geometry/reading";
import type { Scale } from "../geometry/scale";
import type { ColourName } from "../palette";

/** A path at iterates t[i]: coordinates, and distance from the plane. */
export interface TrailPoints {
  readonly t: ArrayLike<number>;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly distance: ArrayLike<number>;
}

export interface PlaneSpot {
  readonly x: number;
  readonly y: number;
  readonly distance: number;
}

/** In pixels; the same iterate may stand at several points. */
export interface TracedTrail {
  readonly t: ArrayLike<number>;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly distance: ArrayLike<number> | null;
}

export interface LandscapeTrail {
  readonly name: string;
  readonly colour: ColourName;
  readonly dash: readonly number[];
  trace(x: Scale, y: Scale): TracedTrail;
  /** where it is at iterate t, or where it ended before */
  at(t: number): PlaneSpot | null;
  /** the last iterate whose place is known; −1 if none is */
  lastStep(): number;
}

type Look = Pick<LandscapeTrail, "name" | "colour" | "dash">;

const b: Reading = { column: "plane_b" };
const a: Reading = { column: "plane_a" };

const hasPlace = ({ columnIds }: LaneHistory) => columnIds.includes("plane_b");

/** The path of a 1×1 lane, every iterate that is kept; it grows with the run. */
export function columnTrail(look: Look, history: () => LaneHistory): LandscapeTrail {
  return {
    ...look,
    trace(x, y) {
      const lane = history();
      // The picture may be drawn once more while the rows are already another run's.
      if (!hasPlace(lane)) return { t: [], x: [], y: [], distance: null };
      const path = planePath(lane, { x: { reading: b, scale: x }, y: { reading: a, scale: y } });
      return { t: path.rows.map((row) => lane.stepAt(row)), x: path.x, y: path.y, distance: null };
    },
    at(t) {
      const lane = history();
      if (!hasPlace(lane)) return null;
      const step = Math.min(t, lane.lastStep);
      const [x, y] = [readAt(lane, b, step)?.value, readAt(lane, a, step)?.value];
      return x === undefined || y === undefined ? null : { x, y, distance: 0 };
    },
    lastStep: () => (hasPlace(history()) ? history().lastStep : -1),
  };
}

/** A path known at some iterates; between two of them it is drawn straight. */
export function pointTrail(look: Look, points: TrailPoints): LandscapeTrail {
  return {
    ...look,
    trace: (x, y) => ({
      t: points.t,
      x: Array.from(points.x, (value) => x.position(value)),
      y: Array.from(points.y, (value) => y.position(value)),
      distance: points.distance,
    }),
    at: (t) => spotAt(points, t),
    lastStep: () => points.t[points.t.length - 1] ?? -1,
  };
}

/** The last index with t[i] ≤ t; −1 if there is none. */
export function indexAt(steps: ArrayLike<number>, t: number): number {
  let low = -1;
  for (let high = steps.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= t) low = middle;
    else high = middle;
  }
  return low;
}

export function spotAt({ t: steps, x, y, distance }: TrailPoints, t: number): PlaneSpot | null {
  const i = indexAt(steps, t);
  if (i < 0) return null;
  const next = Math.min(i + 1, steps.length - 1);
  const span = steps[next]! - steps[i]!;
  const share = span > 0 ? (t - steps[i]!) / span : 0;
  const between = (values: ArrayLike<number>) => values[i]! + share * (values[next]! - values[i]!);
  return { x: between(x), y: between(y), distance: between(distance) };
}
