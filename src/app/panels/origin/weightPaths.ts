/** The way of W in the plane of two reference directions: coordinates cᵢ = uᵢᵀ(W − W0)vᵢ, and the stationary points in it. */

import type { ObservedLane } from "../../../charts/origin/directionSeries";
import type { Landmark, SampledPath } from "../../../charts/origin/pathModel";
import type { Observation, OriginFrame } from "../../../lora/origin/observer";
import { type Visit, visitsOf } from "../../../lora/origin/subsums";

/** Indices of two directions, from 0; of one where there is no second. */
export type DirectionPair = readonly [first: number, second: number | null];

/** The first two directions, and the last within reach of rank r beside the first beyond it. */
export function pairsOf({ sigma }: OriginFrame, r: number, drawn: number): readonly DirectionPair[] {
  const rank = Math.min(drawn, sigma.filter((s) => s > 0).length);
  if (rank < 2) return [[0, null]];
  return r > 1 && r < rank
    ? [
        [0, 1],
        [r - 1, r],
      ]
    : [[0, 1]];
}

/** What of W − W0 lies outside the plane. */
export function offPlane({ coordinates, distance }: Observation, [i, j]: DirectionPair): number {
  const inPlane = (coordinates[i] ?? 0) ** 2 + (j === null ? 0 : (coordinates[j] ?? 0)) ** 2;
  return Math.sqrt(Math.max(0, distance ** 2 - inPlane));
}

export function weightPath(lane: ObservedLane, rows: readonly Observation[], pair: DirectionPair): SampledPath {
  const [i, j] = pair;
  return {
    id: String(lane.index),
    label: lane.name || null,
    name: lane.name,
    colour: lane.colour,
    dash: lane.dash,
    t: rows.map(({ t }) => t),
    x: rows.map(({ coordinates }) => coordinates[i] ?? Number.NaN),
    y: rows.map((row) => (j === null ? offPlane(row, pair) : (row.coordinates[j] ?? Number.NaN))),
  };
}

/** The sub-sums of singular triplets that a lane came near to, in order; empty where they are not known to be stationary. */
export function visitsIn(rows: readonly Observation[], { sigma }: OriginFrame): readonly Visit[] {
  const path = rows.flatMap(({ t, nearest }) => (nearest ? [{ t, ...nearest }] : []));
  return visitsOf(path, Math.hypot(...sigma));
}

/** W0, W* and, of the stationary points known, those that lie in the plane's corners. */
export function landmarksOf(
  frame: OriginFrame,
  [i, j]: DirectionPair,
  visits: readonly Visit[],
  hasSaddles: boolean,
): readonly Landmark[] {
  if (frame.of !== "target") return [{ x: 0, y: 0, label: "W₀", isVisited: true }];
  const [a, b] = [frame.sigma[i] ?? 0, j === null ? 0 : (frame.sigma[j] ?? 0)];
  const corner = (hasFirst: boolean, hasSecond: boolean, label: string): Landmark => ({
    x: hasFirst ? a : 0,
    y: hasSecond ? b : 0,
    label,
    isVisited: visits.some(
      ({ triplets }) => triplets.includes(i + 1) === hasFirst && (j === null || triplets.includes(j + 1) === hasSecond),
    ),
  });
  const ends = [corner(false, false, "W₀"), corner(true, j !== null, "W*")];
  if (!hasSaddles || j === null) return ends;
  if (i > 0) return [...ends, corner(true, false, `best of rank ${j}`)];
  return [...ends, corner(true, false, "saddle {1}"), corner(false, true, "saddle {2}")];
}

/** The first iterate observed at which a direction was more than half learned; null if it never was or there is none. */
export function learnedAt(rows: readonly Observation[], { sigma }: OriginFrame, i: number): number | null {
  if (!(sigma[i]! > 0)) return null;
  return rows.find(({ coordinates }) => (coordinates[i] ?? 0) > sigma[i]! / 2)?.t ?? null;
}
