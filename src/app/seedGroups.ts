import type { LaneConfig } from "../lora/experiment";

/** Lanes of one configuration up to its seeds, in the order of the first of each. */
export function seedGroups<L extends { readonly config: LaneConfig }>(lanes: readonly L[]): readonly (readonly L[])[] {
  const groups = new Map<string, L[]>();
  for (const lane of lanes) {
    const key = JSON.stringify({ ...lane.config, seed: 0, pseed: 0, mseed: 0 });
    const known = groups.get(key);
    if (known) known.push(lane);
    else groups.set(key, [lane]);
  }
  return [...groups.values()];
}
