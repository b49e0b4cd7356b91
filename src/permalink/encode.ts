/** From a link to its canonical text: keys in the order of the table, defaults and keys that no lane reads left out. */
import type { ParameterId } from "../lora/experiment";
import { keysInUse, lanesOf, rowOf } from "./lanes";
import type { Row } from "./parameter";
import { runParameters, viewParameters } from "./runParameters";
import { laneKeys } from "./schema";
import type { Link, Settings } from "./types";

/** `#v=1&…`, everything that determines the run and the view. */
export function encodeLink(link: Link): string {
  const { t } = link.view;
  const view = { ...link.view, t: t !== null && t >= link.T ? null : t };
  const pairs = Object.entries(viewParameters).flatMap(
    ([key, row]) => pairOf(key, row as Row<unknown>, view[key as keyof typeof view]), // the keys of the table are those of a view
  );
  return [encodeRun(link), ...pairs].join("&");
}

/** The same without the view: what identifies the numbers. */
export function encodeRun({ settings, T, engine }: Link): string {
  const read = keysInUse(settings);
  const pairs = laneKeys.flatMap((key) =>
    read.has(key) && !isOwnDefault(settings, key) ? listPair(settings, key) : [],
  );
  return ["#v=1", ...pairs, ...pairOf("T", runParameters.T, T), ...pairOf("engine", runParameters.engine, engine)].join(
    "&",
  );
}

/** Whether leaving the key out gives every lane the same value, where the default depends on the lane. */
function isOwnDefault(settings: Settings, key: ParameterId): boolean {
  const { initialFor } = rowOf(key);
  const { values } = settings[key];
  if (!initialFor || values.length > 1) return false;
  return lanesOf(settings).every(({ config }) => values[0] === initialFor(config));
}

function listPair(settings: Settings, key: ParameterId): readonly string[] {
  const { values, separator } = settings[key];
  const row = rowOf(key);
  if (values.length === 1) return pairOf(key, row, values[0]);
  return [`${key}=${values.map((value) => row.write(value)).join(separator)}`];
}

function pairOf<V>(key: string, row: Row<V>, value: V): readonly string[] {
  const text = row.write(value);
  return text === row.write(row.initial) ? [] : [`${key}=${text}`];
}
