/**
 * The computing of one run: its batches of lanes advance in turn, always the one that is furthest behind, so that lanes stay
 * together in t. A batch keeps the state after its last block on the host: it can be started again from there on any engine.
 */
import type { Engine, EngineRun } from "../engine/engine";
import type { Block } from "../history/columns";
import { FIRST_AUDITED, nextAudited } from "../lora/certificates/auditSteps";
import type { LaneBatch } from "../lora/lane";
import type { LaneInputs, LaneState, StepProgram } from "../lora/program";
import type { Checkpoint, Divergence, Resumption } from "../protocol/messages";
import { cutBlock } from "./divergence";
import { failureOf } from "./failure";
import { firstLength, nextLength, TARGET_MS } from "./schedule";

interface Batch {
  readonly program: StepProgram;
  lanes: readonly number[];
  inputs: readonly LaneInputs[];
  states: readonly LaneState[];
  /** the next row to measure */
  t: number;
  /** rows of the next block */
  length: number;
  engineRun: EngineRun;
}

export interface Step {
  readonly blocks: readonly Block[];
  /** lanes that ended in these blocks */
  readonly ends: readonly Divergence[];
  /** states after the block, of the lanes that go on */
  readonly checkpoints: readonly Checkpoint[];
  /** where the block began: what a replay of one of its rows starts from */
  readonly origin: {
    readonly program: StepProgram;
    readonly t: number;
    readonly lanes: readonly number[];
    readonly states: readonly LaneState[];
  };
  /** rows computed and what they took, in ms */
  readonly rows: number;
  readonly elapsed: number;
}

export interface Run {
  /** last row that every lane going on has; the last of all once none does */
  readonly t: number;
  /** last row that some lane going on has */
  readonly front: number;
  readonly batches: number;
  /** lanes that ended early, and why */
  readonly diverged: readonly Divergence[];
  /** whether a lane going on lacks a row up to `until` */
  lacks(until: number): boolean;
  /**
   * The next block of the batch that is furthest behind, up to row `until` and no further than the row before the next audited
   * iterate, so that its state is known. Rejects with a RunFailure.
   */
  advance(until: number, now: () => number): Promise<Step>;
  dispose(): void;
}

/** `resumption`: where the run goes on, if not from its start. */
export async function createRun(
  laneBatches: readonly LaneBatch[],
  engine: Engine,
  T: number,
  resumption: Resumption | null = null,
): Promise<Run> {
  const { precision } = engine.info;
  const batches: Batch[] = [];
  const diverged: Divergence[] = [...(resumption?.diverged ?? [])];
  /** last row of all */
  let furthest = Math.max(-1, ...(resumption?.lastSteps ?? []));

  function disposeAll(): void {
    for (const batch of batches) batch.engineRun.dispose();
    batches.length = 0;
  }

  try {
    const laneCount = laneBatches.reduce((sum, { lanes }) => sum + lanes.length, 0);
    for (const whole of laneBatches) {
      const { t, ...batch } = resumption ? resumed(whole, resumption) : { ...whole, t: 0 };
      if (batch.lanes.length === 0) continue;
      const engineRun = await engine.start(batch.program, batch.inputs, batch.states);
      batches.push({ ...batch, t, length: firstLength(batch.program, laneCount), engineRun });
    }
  } catch (error) {
    disposeAll();
    throw failureOf(error, "out-of-memory");
  }

  /** The lanes that diverged leave their batch: it starts again without them. */
  async function drop(batch: Batch, ends: readonly Divergence[]): Promise<void> {
    batch.engineRun.dispose();
    diverged.push(...ends);
    const staying = batch.lanes.flatMap((lane, i) => (ends.some((end) => end.lane === lane) ? [] : i));
    batch.lanes = staying.map((i) => batch.lanes[i]!);
    batch.inputs = staying.map((i) => batch.inputs[i]!);
    batch.states = staying.map((i) => batch.states[i]!);
    if (staying.length === 0) batches.splice(batches.indexOf(batch), 1);
    else batch.engineRun = await engine.start(batch.program, batch.inputs, batch.states);
  }

  return {
    get t() {
      return batches.length > 0 ? Math.min(...batches.map((batch) => batch.t)) - 1 : furthest;
    },
    get front() {
      return batches.length > 0 ? Math.max(...batches.map((batch) => batch.t)) - 1 : furthest;
    },
    get batches() {
      return batches.length;
    },
    diverged,
    lacks: (until) => batches.some((batch) => batch.t <= until),
    async advance(until, now) {
      const batch = batches.reduce((behind, other) => (other.t < behind.t ? other : behind));
      const audited = nextAudited(Math.max(FIRST_AUDITED, batch.t + 1), Math.max(T, batch.t + 1));
      const rows = Math.min(batch.length, until - batch.t + 1, audited - batch.t);
      const origin = { program: batch.program, t: batch.t, lanes: batch.lanes, states: batch.states };
      const begin = now();
      try {
        const { columns, states } = await batch.engineRun.advance(rows);
        const elapsed = now() - begin;
        const { lanes, t: firstStep, program } = batch;
        const cut = cutBlock({ lanes, firstStep, rows, columnIds: program.columns, columns }, precision, states);
        batch.states = states;
        batch.t += rows;
        // a block cut short tells how many rows fit into the time only if it took a good part of it
        if (rows === batch.length || elapsed > TARGET_MS / 8) batch.length = nextLength(rows, elapsed, lanes.length);
        furthest = Math.max(furthest, ...cut.blocks.map((block) => block.firstStep + block.rows - 1));
        if (cut.ends.length > 0) await drop(batch, cut.ends);
        return { ...cut, checkpoints: checkpointsOf(batch), origin, rows, elapsed };
      } catch (error) {
        throw failureOf(error, "device-lost");
      }
    },
    dispose: disposeAll,
  };
}

/** The lanes of a batch that go on, from their last common state: V_0 where no block of theirs was taken whole. */
function resumed(batch: LaneBatch, { states, diverged }: Resumption): LaneBatch & { readonly t: number } {
  const places = [...batch.lanes.keys()].filter((i) => !diverged.some(({ lane }) => lane === batch.lanes[i]));
  const known = places.map((i) => states.find(({ lane }) => lane === batch.lanes[i]));
  return {
    program: batch.program,
    lanes: places.map((i) => batch.lanes[i]!),
    inputs: places.map((i) => batch.inputs[i]!),
    states: places.map((i, k) => known[k] ?? batch.states[i]!),
    // lanes of a batch move together
    t: known[0]?.t ?? 0,
  };
}

/** Copies: checkpoints are transferred, while the batch keeps its states. */
function checkpointsOf(batch: Batch): Checkpoint[] {
  return batch.lanes.map((lane, i) => {
    const state = batch.states[i]!;
    return { ...state, lane, t: batch.t, theta: state.theta.map((X) => ({ ...X, data: X.data.slice() })) };
  });
}
