/**
 * Draws that differ in nothing but their seeds, gathered: their median with the band between the tenth and the ninetieth percentile.
 * A part of the page that is fetched when it is asked for.
 */
import { laneColour, laneDash } from "../charts/palette";
import { quantileLane } from "../charts/quantileLane";
import type { LaneInfo, LaneLook } from "../charts/runCharts";
import { type DrawnOptions, liveId } from "./drawnLanes";
import { laneNames } from "./laneNames";
import { seedGroups } from "./seedGroups";

/** Edges of the band. */
const [LOW, HIGH] = [0.1, 0.9];

/** A median and two edges for each group of lanes that are not hidden; nothing if no two lanes are of one group. */
export function bandsOf({ lanes, view, isEnded }: DrawnOptions): readonly LaneInfo[] {
  const groups = seedGroups(lanes.filter(({ index }) => !view.hidden.has(liveId(index))));
  if (groups.every((group) => group.length === 1)) return [];
  // A group's draws differ in seeds alone, which then name nothing.
  const names = laneNames(groups.map(([first]) => ({ ...first!.config, seed: 0, pseed: 0, mseed: 0 })));
  return groups.flatMap((group, g) => {
    const members = group.map((lane) => ({
      infimum: lane.facts.infimum,
      isEnded: () => isEnded(lane.index),
      get history() {
        return lane.history;
      },
    }));
    const label = [names[g], group.length > 1 ? `median of ${group.length}` : ""].filter(Boolean).join(", ");
    const { factored } = group[0]!.facts;
    const line = (id: string, q: number, look: Pick<LaneLook, "quantile" | "bandTo">): LaneInfo => ({
      ...{ label, infimum: 0, factored, isMuted: view.highlighted !== null },
      look: {
        ...{ id: `${id}-${g}`, history: quantileLane(members, q), colour: laneColour(g), dash: laneDash(g) },
        ...look,
      },
    });
    const median = line("median", 0.5, { quantile: "median" });
    if (group.length === 1) return [median];
    const low = line("low", LOW, { quantile: "edge", bandTo: `high-${g}` });
    return [low, line("high", HIGH, { quantile: "edge" }), median];
  });
}
