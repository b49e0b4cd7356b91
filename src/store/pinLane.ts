/** Pins a lane of the run on screen: a copy of its rows, in as many as the history's limits leave room for. */
import { freezeLane, rowsWithin } from "../history/frozenLane";
import type { GrowingHistory } from "../history/history";
import { encodeRun, type Link } from "../permalink/link";
import type { LaneStore } from "./laneStore";
import { withLanes } from "./lanes";
import type { RunState } from "./runStore";

/** More than a chart has pixels. */
const PINNED_ROWS = 4096;
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
  const alone = withLanes({ ...link, T: experiment.T, engine: experiment.engine }, [config]);
  lanes.pin({
    config,
    facts: of,
    history: freezeLane(source, rows),
    hash: encodeRun(alone),
    adapter,
    computeTime: computeTimes[lane] ?? 0,
    divergence,
  });
  return true;
}
