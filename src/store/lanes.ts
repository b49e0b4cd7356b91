/**
 * Lanes one by one: a link whose lists multiply or advance together, rewritten so that one lane can be changed, added or taken
 * away. The result lists every differing key with `;`, one value for each lane.
 */
import { type LaneConfig, MAX_LANES, type ParameterId } from "../lora/experiment";
import { experimentOf, type Link } from "../permalink/link";

type Settings = Link["settings"];

/** The keys in which lanes differ, in the link's order. */
export function differingKeys(lanes: readonly LaneConfig[]): readonly ParameterId[] {
  const first = lanes[0];
  if (!first) return [];
  // Object.keys is typed as string[]; the keys of a LaneConfig are the parameters.
  return (Object.keys(first) as ParameterId[]).filter((key) => lanes.some((lane) => !isSame(lane[key], first[key])));
}

/** `link` with the given lanes. Identical lanes stay apart: a lane that was just copied is about to be changed. */
export function withLanes(link: Link, lanes: readonly LaneConfig[]): Link {
  const first = lanes[0];
  if (!first) return link;
  const differing = new Set<string>(differingKeys(lanes));
  // Two equal lanes need some key to be listed; the seed is one that every link has.
  if (lanes.length > 1 && differing.size === 0) differing.add("seed");
  const settings = Object.fromEntries(
    Object.keys(first).map((key) => {
      const id = key as ParameterId; // as above
      return [id, { values: differing.has(id) ? lanes.map((lane) => lane[id]) : [first[id]], separator: ";" }];
    }),
  );
  // fromEntries forgets which key has which type; each value list was read from that key of a LaneConfig.
  return { ...link, settings: settings as unknown as Settings };
}

/** `link` with one more lane: the last one, changed. The same link if there is no room. */
export function withAddedLane(link: Link, patch: Partial<LaneConfig>): Link {
  const { lanes } = experimentOf(link);
  const last = lanes.at(-1);
  return last && lanes.length < MAX_LANES ? withLanes(link, [...lanes, { ...last, ...patch }]) : link;
}

/** `link` without lane `index`; the last lane stays. */
export function withoutLane(link: Link, index: number): Link {
  const { lanes } = experimentOf(link);
  return lanes.length > 1
    ? withLanes(
        link,
        lanes.filter((_, i) => i !== index),
      )
    : link;
}

/** Values of parameters are numbers, texts, null, or records of numbers and typed arrays: equal if they print equal. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
