/** Pins a lane of the run on screen: a copy of its rows, in as many as the history's limits leave room for. */
import { freezeLane, laneOfRows, rowsWithin } from "../history/frozenLane";
import type { GrowingHistory } from "../history/history";
import type { LaneConfig } from "../lora/experiment";
import { decodeLink, encodeRun, experimentOf, type Link } from "../permalink/link";
import type { Adapter } from "../protocol/messages";
import type { KeptPin } from "./kept/records";
import { type EngineChange, type LaneStore, PINNED_ROWS, type Pin } from "./laneStore";
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
    changes: changesOf(lane, source.lastStep, run.takeovers),
    computeTime: computeTimes[lane] ?? 0,
    divergence,
  });
  return true;
}

/** Another engine than before, while the lane went on. */
function changesOf(lane: number, lastStep: number, takeovers: RunState["takeovers"]): readonly EngineChange[] {
  const kind = ({ engine, precision }: Adapter) => ({ engine, precision });
  return takeovers.flatMap(({ firstSteps, from, to }) => {
    const firstStep = firstSteps[lane];
    if (firstStep === undefined || firstStep > lastStep || from.engine === to.engine) return [];
    return [{ firstStep, from: kind(from), to: kind(to) }];
  });
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
export function pinOf({
  hash,
  rows,
  facts,
  adapter,
  changes,
  computeTime,
  divergence,
}: KeptPin): Omit<Pin, "id" | "place"> {
  // parsePin took links of one lane alone
  const config = experimentOf(decodeLink(hash).link).lanes[0]!;
  return { config, history: laneOfRows(rows), hash, facts, adapter, changes, computeTime, divergence };
}
