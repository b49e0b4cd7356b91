/** The lanes as the pictures and tables see them: configuration, facts and rows of each. */
import type { LaneInfo } from "../charts/runCharts";
import type { LaneHistory, RunHistory } from "../history/types";
import type { LaneConfig } from "../lora/experiment";
import type { LaneFacts } from "../lora/lane";

export interface BoardLane {
  readonly index: number;
  /** what tells it from the others; empty if it is the only one */
  readonly name: string;
  readonly config: LaneConfig;
  readonly facts: LaneFacts;
  readonly history: LaneHistory;
}

/** What every panel about the run is given. */
export interface BoardProps {
  readonly lanes: readonly BoardLane[];
  /** null while no run was shown */
  readonly run: RunHistory | null;
}

/** `names` has one for each lane. */
export function boardLanes(
  configs: readonly LaneConfig[],
  facts: readonly LaneFacts[],
  run: RunHistory,
  names: readonly string[],
): readonly BoardLane[] {
  return facts.flatMap((fact, index) => {
    const config = configs[index];
    // A run that failed before its first row has nothing to hold rows.
    if (!config || !run.lanes[index]) return [];
    return {
      index,
      name: names[index] ?? "",
      config,
      facts: fact,
      // A lane's rows are held by an object of their own once the first have come.
      get history() {
        return run.lanes[index]!;
      },
    };
  });
}

export function laneInfo({ name, facts }: BoardLane): LaneInfo {
  const { infimum, infimumSource, factored } = facts;
  return { label: name, infimum, infimumSource, factored };
}
