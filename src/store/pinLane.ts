/** Pins a lane of the run on screen: a copy of its rows, in as many as the history's limits leave room for. */
import { freezeLane, laneOfRows, rowsWithin } from "../history/frozenLane";
import type { GrowingHistory } from "../history/history";
import type { LaneConfig } from "../lora/experiment";
import { decodeLink, encodeRun, experimentOf, type Link } from "../permalink/link";
import type { KeptPin } from "./kept/records";
import { type LaneStore, PINNED_ROWS, type Pin } from "./laneStore";
import { withLanes } from "./lanes";
import type { RunState } from "./runStore";

/** Fewer would not be the picture of a run. */
const LEAST_ROWS = 64;

/** A run as it was on screen at one moment; its link gives what is not of a lane. */
export interface ShownRun {
  readonly run: RunState;
  readonly history: GrowingHistory;
  readonly link: Link;
}

/** Whether the lane could be pinned: it has ended, and there is room. */
export function pinLane(lane: number, { run, history, link }: ShownRun, lanes: LaneStore): boolean {
  const { experiment, facts, adapter, computeTimes, diverged } = run;
  const config = experiment?.lanes[lane];
  const of = facts[lane];
  const source = history.lanes[lane];
  if (!experiment || !config || !of || !source || !adapter) return false;
  const divergence = diverged.find((end) => end.lane === lane) ?? null;
  if (source.lastStep < experiment.T && !divergence) return false;
  const { byteLimit } = lanes.room();
  const rows = Math.min(PINNED_ROWS, rowsWithin(byteLimit - history.bytes, source));
  if (rows < Math.min(LEAST_ROWS, source.rows)) return false;
  const alone = withLanes({ ...link, T: experiment.T, engine: experiment.engine }, [withoutFiles(config)]);
  const { infimum, infimumSource, factored } = of;
  lanes.pin({
    config,
    facts: { infimum, infimumSource, factored },
    history: freezeLane(source, rows),
    hash: encodeRun(alone),
    adapter,
    computeTime: computeTimes[lane] ?? 0,
    divergence,
  });
  return true;
}

/** The lane as a link says it: a matrix of a file is named and not written out. */
function withoutFiles(config: LaneConfig): LaneConfig {
  return {
    ...config,
    ...(config.targetFile && { target: null }),
    ...(config.W0File && { W0: null }),
    ...(config.adapterFile && { B: null, A: null }),
  };
}

/** The pin that was kept: what it says of its lane is read from its link. */
export function pinOf({ hash, rows, facts, adapter, computeTime, divergence }: KeptPin): Omit<Pin, "id" | "place"> {
  // parsePin took links of one lane alone
  const config = experimentOf(decodeLink(hash).link).lanes[0]!;
  return { config, history: laneOfRows(rows), hash, facts, adapter, computeTime, divergence };
}
