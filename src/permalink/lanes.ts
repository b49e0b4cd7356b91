/**
 * From settings to lanes. Lists with `,` are axes of their own; all lists with `;` form one axis together, at the place of the
 * last of them. Axes stand in the order of the table, and the last one varies fastest.
 */

import type { Experiment, LaneConfig, ParameterId } from "../lora/experiment";
import { lossOf } from "../lora/families";
import { laneParameters } from "./laneParameters";
import type { Row } from "./parameter";
import { keysOf, laneKeys } from "./schema";
import type { Link, Setting, Settings } from "./types";

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
  const choices = expanded(settings, axesOf(settings, familyKeys));
  return new Set(choices.flatMap(({ config }) => [...keysOf(config)]));
}

/** One lane for each place on the axes; a shorter `;` list goes on with its last value. */
function expanded(settings: Settings, axes: readonly Axis[]): readonly LaneAt[] {
  const total = axes.reduce((product, axis) => product * axis.length, 1);
  return Array.from({ length: total }, (_, lane) => {
    const places = new Map<ParameterId, number>();
    let rest = lane;
    for (const { keys, length } of axes.toReversed()) {
      for (const key of keys) places.set(key, rest % length);
      rest = Math.floor(rest / length);
    }
    const indexOf = (key: ParameterId) => Math.min(places.get(key) ?? 0, settings[key].values.length - 1);
    return { config: configAt(settings, indexOf), indexOf };
  });
}

function configAt(settings: Settings, indexOf: (key: ParameterId) => number): LaneConfig {
  // One entry for each key of a LaneConfig, each with a value of that key's setting.
  return Object.fromEntries(laneKeys.map((key) => [key, settings[key].values[indexOf(key)]])) as unknown as LaneConfig;
}

/** The lane as it runs: sizes from the data where they dictate them, own defaults filled in, keys that it does not read reset. */
function completed(config: LaneConfig): LaneConfig {
  const keys = keysOf(config);
  const given = laneKeys.map((key) => [key, keys.has(key) ? config[key] : rowOf(key).initial]);
  const lane = { ...(Object.fromEntries(given) as unknown as LaneConfig), ...lossOf(config.loss).shape }; // as in configAt
  const own = laneKeys.flatMap((key) => (lane[key] === null ? [[key, rowOf(key).initialFor?.(lane) ?? null]] : []));
  return { ...lane, ...Object.fromEntries(own) };
}

/** The lanes of a link. */
export function lanesOf(settings: Settings): readonly LaneAt[] {
  const axes = axesOf(settings, keysInUse(settings));
  return expanded(settings, axes).map(({ config, indexOf }) => ({ config: completed(config), indexOf }));
}

export function experimentOf({ settings, T, engine }: Link): Experiment {
  return { lanes: lanesOf(settings).map(({ config }) => config), T, engine };
}

/** `settings` with other values of one key. */
export function withSetting<K extends ParameterId>(settings: Settings, key: K, setting: Setting<K>): Settings {
  return { ...settings, [key]: setting };
}
