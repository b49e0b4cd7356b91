/**
 * From settings to lanes. Lists with `,` are axes of their own; all lists with `;` form one axis together, at the place of the
 * last of them. Axes stand in the order of the table, and the last one varies fastest.
 */

import type { Experiment, LaneConfig, ParameterId } from "../lora/experiment";
import { lossOf } from "../lora/families";
import { laneParameters } from "./laneParameters";
import type { Row } from "./parameter";
import { type Families, keysOf, laneKeys } from "./schema";
import type { Link, Settings } from "./types";

/** What decides which other keys matter. */
export const familyKeys: ReadonlySet<ParameterId> = new Set(["loss", "method", "init", "step"]);

export interface Axis {
  readonly keys: readonly ParameterId[];
  readonly length: number;
}

/** A lane and which value of each setting it has. */
export interface LaneAt {
  readonly config: LaneConfig;
  indexOf(key: ParameterId): number;
}

/** The row of a lane's key, its values seen as unknown. */
export const rowOf = (key: ParameterId) => laneParameters[key] as Row<unknown>;

/** The axes that the lists among `keys` span. */
export function axesOf(settings: Settings, keys: ReadonlySet<ParameterId>): readonly Axis[] {
  const lists = laneKeys.filter((key) => keys.has(key) && settings[key].values.length > 1);
  const together = lists.filter((key) => settings[key].separator === ";");
  const length = Math.max(...together.map((key) => settings[key].values.length));
  return lists.flatMap((key): Axis[] => {
    if (settings[key].separator === ",") return [{ keys: [key], length: settings[key].values.length }];
    return key === together.at(-1) ? [{ keys: together, length }] : [];
  });
}

/** Keys that some lane reads. */
export function keysInUse(settings: Settings): ReadonlySet<ParameterId> {
  const places = placesOn(settings, axesOf(settings, familyKeys));
  // Few sets among many places: keysOf returns one object for equal families.
  const sets = [...new Set(places.map((indexOf) => keysOf(familiesAt(settings, indexOf))))];
  return sets.length === 1 ? sets[0]! : new Set(sets.flatMap((keys) => [...keys]));
}

/** Which value of a key's setting a lane has. */
type Place = (key: ParameterId) => number;

/** One lane for each place on the axes; a shorter `;` list goes on with its last value. */
function placesOn(settings: Settings, axes: readonly Axis[]): readonly Place[] {
  const total = axes.reduce((product, axis) => product * axis.length, 1);
  return Array.from({ length: total }, (_, lane) => {
    const places = new Map<ParameterId, number>();
    let rest = lane;
    for (const { keys, length } of axes.toReversed()) {
      for (const key of keys) places.set(key, Math.min(rest % length, settings[key].values.length - 1));
      rest = Math.floor(rest / length);
    }
    return (key) => places.get(key) ?? 0;
  });
}

function familiesAt({ loss, method, init, step }: Settings, indexOf: Place): Families {
  return {
    loss: loss.values[indexOf("loss")]!,
    method: method.values[indexOf("method")]!,
    init: init.values[indexOf("init")]!,
    step: step.values[indexOf("step")]!,
  };
}

/** The lane as it runs: keys that it does not read at their defaults, sizes from the data where they dictate them. */
function laneAt(settings: Settings, indexOf: Place): LaneConfig {
  const read = keysOf(familiesAt(settings, indexOf));
  const values: Partial<Record<ParameterId, unknown>> = {};
  for (const key of laneKeys) values[key] = read.has(key) ? settings[key].values[indexOf(key)] : rowOf(key).initial;
  // Each key now has a value of its own setting or row.
  const lane = Object.assign(values, lossOf(values.loss as string).shape) as unknown as LaneConfig;
  for (const key of laneKeys) {
    if (values[key] === null) values[key] = rowOf(key).initialFor?.(lane) ?? null;
  }
  return lane;
}

/** Settings never change, and controls ask for the lanes of the same ones many times. */
const known = new WeakMap<Settings, readonly LaneAt[]>();

/** The lanes of a link. */
export function lanesOf(settings: Settings): readonly LaneAt[] {
  const lanes =
    known.get(settings) ??
    placesOn(settings, axesOf(settings, keysInUse(settings))).map((indexOf) => ({
      config: laneAt(settings, indexOf),
      indexOf,
    }));
  known.set(settings, lanes);
  return lanes;
}

export function experimentOf({ settings, T, engine }: Link): Experiment {
  return { lanes: lanesOf(settings).map(({ config }) => config), T, engine };
}
