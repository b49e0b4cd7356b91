/**
 * The rules between keys: how many lanes, lists of one length, sizes and bounds that depend on other values. Each rule returns
 * settings that obey it and a fault for every value that it had to replace; settings that obey all rules come back unchanged.
 */
import { MAX_LANES, type ParameterId } from "../lora/experiment";
import { type Matrix, resized } from "../math/matrix";
import { MAX_ENTRIES, readable } from "./kinds";
import { axesOf, familyKeys, keysInUse, type LaneAt, lanesOf, rowOf } from "./lanes";
import type { Limit, Shape } from "./parameter";
import { keysOf, laneKeys } from "./schema";
import type { Fault, Setting, Settings } from "./types";

export interface Settled {
  readonly settings: Settings;
  readonly faults: readonly Fault[];
}

/** The settings with one key's values replaced. */
function replaced(
  settings: Settings,
  key: ParameterId,
  values: readonly unknown[],
  separator = settings[key].separator,
) {
  const setting: Setting<ParameterId> = {
    values: values as Setting<ParameterId>["values"], // values of `key`, from its own setting or row
    separator: values.length > 1 ? separator : ",",
  };
  return { ...settings, [key]: setting } as Settings; // the key's own values again
}

/** The settings with every key that no lane reads, that is none of `keys`, back at its default. */
function onlyWith(settings: Settings, keys: ReadonlySet<ParameterId>): Settings {
  const unread = laneKeys.filter((key) => !keys.has(key));
  const defaults = unread.map((key) => [key, { values: [rowOf(key).initial], separator: "," }]);
  return { ...settings, ...Object.fromEntries(defaults) };
}

/** The settings that obey all rules, with the keys that lanes read: the others are at their defaults. */
export function settle(given: Settings): Settled & { readonly read: ReadonlySet<ParameterId> } {
  const faults: Fault[] = [];
  const apply = (settings: Settings, rule: (settings: Settings) => Settled) => {
    const settled = rule(settings);
    faults.push(...settled.faults);
    return settled.settings;
  };
  let settings = apply(given, (all) => withLaneLimit(all, familyKeys));
  let read = keysInUse(settings);
  settings = apply(onlyWith(settings, read), (all) => withLaneLimit(all, read));
  if (faults.length > 0) {
    // lanes that were cut off may have been the only readers of a key
    read = keysInUse(settings);
    settings = onlyWith(settings, read);
  }
  settings = apply(settings, withEqualLengths);
  settings = withOwnDefaults(settings);
  for (const key of laneKeys) {
    const { limit, shape } = rowOf(key);
    // A default that is no number always fits; lanes are expanded only for the others.
    if (settings[key].values.every((value) => value === rowOf(key).initial && typeof value !== "number")) continue;
    if (limit) settings = apply(settings, (all) => withinLimit(all, key, limit));
    if (shape) settings = apply(settings, (all) => withShape(all, key, shape));
  }
  return { settings, faults, read };
}

/** At most `MAX_LANES` lanes: an axis that would make more is cut short. */
function withLaneLimit(given: Settings, keys: ReadonlySet<ParameterId>): Settled {
  const faults: Fault[] = [];
  let settings = given;
  let lanes = 1;
  for (const axis of axesOf(given, keys)) {
    const length = Math.min(axis.length, Math.floor(MAX_LANES / lanes));
    for (const key of axis.keys) {
      const { values } = settings[key];
      if (values.length > length) settings = replaced(settings, key, values.slice(0, length));
    }
    if (length < axis.length) {
      const key = axis.keys.join(", ");
      const problem = `${key}: ${axis.length} values make ${lanes * axis.length} lanes; a run has 1 to ${MAX_LANES}`;
      faults.push({ key: axis.keys[0]!, value: `${axis.length} values`, problem, used: `the first ${length}` });
    }
    lanes *= length;
  }
  return { settings, faults };
}

/** Lists with `;` advance together, so they are of one length; one such list alone is a list like any other. */
function withEqualLengths(given: Settings): Settled {
  const together = laneKeys.filter((key) => given[key].values.length > 1 && given[key].separator === ";");
  const length = Math.max(...together.map((key) => given[key].values.length));
  const faults: Fault[] = [];
  let settings = given;
  for (const key of together) {
    const { values } = given[key];
    const padded = Array.from({ length }, (_, i) => values[Math.min(i, values.length - 1)]);
    settings = replaced(settings, key, padded, together.length > 1 ? ";" : ",");
    if (values.length < length) {
      const problem = `${key}: ${values.length} values beside lists of ${length}; lists with ; advance together and need one length`;
      faults.push({ key, value: `${values.length} values`, problem, used: "the last value for the rest" });
    }
  }
  return { settings, faults };
}

/** Fills in a default that depends on the lane where all lanes agree on it. */
function withOwnDefaults(given: Settings): Settings {
  return laneKeys.reduce((settings, key) => {
    if (!rowOf(key).initialFor || given[key].values.length > 1 || given[key].values[0] !== null) return settings;
    const own = new Set(lanesOf(settings).map(({ config }) => config[key]));
    return own.size === 1 ? replaced(settings, key, [...own]) : settings;
  }, given);
}

/** The lanes that read the i-th value of `key`. */
function readersOf(lanes: readonly LaneAt[], key: ParameterId, i: number): readonly LaneAt[] {
  return lanes.filter((lane) => lane.indexOf(key) === i && keysOf(lane.config).has(key));
}

function withinLimit(given: Settings, key: ParameterId, limit: Limit): Settled {
  const faults: Fault[] = [];
  const lanes = lanesOf(given);
  const row = rowOf(key);
  const values = given[key].values.map((value, i) => {
    const bound = Math.min(...readersOf(lanes, key, i).map(({ config }) => limit.of(config)));
    if (typeof value !== "number" || value <= bound) return value;
    const range = `a ${row.kind === "integer" ? "whole number" : "number"} from ${row.min} to ${limit.text} = ${readable(bound)}`;
    const text = row.write(value);
    faults.push({ key, value: text, problem: `${key}: ${text} is not ${range}`, used: row.write(bound) });
    return bound;
  });
  return { settings: faults.length > 0 ? replaced(given, key, values) : given, faults };
}

/** A matrix that does not fit is cut and padded with zeros; where lanes differ in shape, or no link could hold it, left out. */
function withShape(given: Settings, key: ParameterId, shape: Shape): Settled {
  const faults: Fault[] = [];
  const lanes = lanesOf(given);
  const values = given[key].values.map((value, i) => {
    if (value === null) return value;
    const given = value as Matrix; // rows with a shape hold matrices
    const shapes = readersOf(lanes, key, i).map(({ config }) => shape.of(config));
    const wrong = shapes.find(({ rows, columns }) => rows !== given.rows || columns !== given.columns);
    if (!wrong) return value;
    const { rows, columns } = wrong;
    const oneShape = shapes.every((each) => each.rows === rows && each.columns === columns);
    const fits = oneShape && rows * columns <= MAX_ENTRIES;
    faults.push({
      key,
      value: `${given.rows}×${given.columns}`,
      problem: `${key}: a ${given.rows}×${given.columns} matrix does not fit ${shape.text} = ${rows}×${columns}`,
      used: fits ? "what fits, and zeros for the rest" : "none",
    });
    return fits ? resized(given, rows, columns) : null;
  });
  return { settings: replaced(given, key, values), faults };
}
