/**
 * Lists of values, edited: how the lists of a link combine, and what adding or removing a value does. Lists that advance together
 * are one table, a row for each lane: a value added to one of them is a row, and so is one taken away.
 */
import { MAX_LANES, type ParameterId } from "../lora/experiment";
import { experimentOf, type Link } from "../permalink/link";
import { parameters } from "../permalink/schema";

type Settings = Link["settings"];
type AnySetting = Settings[ParameterId];

/** The keys that have a list, in the order of the link. */
export function listedKeys({ settings }: Link): readonly ParameterId[] {
  // Object.keys is typed as string[]; the keys of Settings are the parameters.
  return (Object.keys(settings) as ParameterId[]).filter((key) => settings[key].values.length > 1);
}

/** The keys whose lists advance together with that of `key`, itself included; `key` alone if it multiplies. */
export function rowOfLists(link: Link, key: ParameterId): readonly ParameterId[] {
  const { settings } = link;
  if (settings[key].separator === ",") return [key];
  return listedKeys(link).filter((each) => settings[each].separator === ";");
}

/** `link` with other values for some keys. */
function withSettings(link: Link, change: (key: ParameterId, setting: AnySetting) => AnySetting): Link {
  const entries = Object.entries(link.settings).map(([key, setting]) => [key, change(key as ParameterId, setting)]);
  // the values of each key are its own, moved about
  return { ...link, settings: Object.fromEntries(entries) as Settings };
}

function edited(link: Link, key: ParameterId, edit: (values: readonly unknown[], of: ParameterId) => unknown[]): Link {
  const row = rowOfLists(link, key);
  return withSettings(link, (each, setting) =>
    // values of a key are only ever replaced by values of the same key
    row.includes(each) ? ({ ...setting, values: edit(setting.values, each) } as AnySetting) : setting,
  );
}

/** One value more at the end; the lists beside it repeat their last. The same link if there would be too many lanes. */
export function withValue<K extends ParameterId>(link: Link, key: K, value: Settings[K]["values"][number]): Link {
  const longer = edited(link, key, (values, of) => [...values, of === key ? value : values.at(-1)]);
  return laneCount(longer) > MAX_LANES ? link : longer;
}

/** Without the value at a place; the last one stays. */
export function withoutValue(link: Link, key: ParameterId, at: number): Link {
  if (link.settings[key].values.length < 2) return link;
  return edited(link, key, (values) => values.filter((_, i) => i !== at));
}

/** With the given lists advancing together and all others multiplying. */
export function withTogether(link: Link, together: ReadonlySet<ParameterId>): Link {
  const lists = listedKeys(link);
  const longest = Math.max(...lists.filter((key) => together.has(key)).map((key) => link.settings[key].values.length));
  return withSettings(link, (key, setting) => {
    if (!lists.includes(key)) return setting;
    const { values } = setting;
    // values of the key's own setting
    if (!together.has(key)) return { values: withoutRepeats(key, values), separator: "," } as AnySetting;
    const padded = Array.from({ length: longest }, (_, i) => values[Math.min(i, values.length - 1)]);
    return { values: padded, separator: ";" } as AnySetting; // likewise
  });
}

/** What a list had of its own before it was filled up to the length of others. */
function withoutRepeats(key: ParameterId, values: readonly unknown[]): readonly unknown[] {
  const texts = values.map((value) => parameters.find((each) => each.key === key)?.write(value));
  return values.slice(0, texts.findLastIndex((text, i) => i === 0 || text !== texts[i - 1]) + 1);
}

/** Lanes that the lists make, before any limit. */
export function laneCount(link: Link): number {
  return experimentOf(link).lanes.length;
}
