/**
 * Everything that crosses the worker boundary. Blocks and states are transferred, not copied. The worker sends a block only
 * while it holds a credit; the page grants one for each block it has stored. Messages of a stale run are dropped by both sides.
 */

import type { ReadFile } from "../files/entries";
import type { Block } from "../history/columns";
import type { LedgerEntry } from "../lora/certificates/ledger";
import type { LaneMemory } from "../lora/certificates/memory";
import type { Experiment } from "../lora/experiment";
import type { LaneFacts } from "../lora/lane";
import type { Moment, Observation, OriginFrame } from "../lora/origin/observer";
import type { LaneState } from "../lora/program";
import type { Matrix } from "../math/matrix";
import type { PlaneAnswer, PlaneQuestion } from "./plane";

declare const runIdBrand: unique symbol;
/** Counts up from 1. */
export type RunId = number & { readonly [runIdBrand]: true };

/** A lane's state after the block that carried it: where a run resumes or a replay starts. */
export interface Checkpoint extends LaneState {
  readonly lane: number;
  readonly t: number;
}

export interface Adapter {
  readonly engine: "webgpu" | "webgl" | "float64";
  readonly precision: "float32" | "float64";
  /** adapter or renderer in words */
  readonly name: string;
  readonly software: boolean;
  readonly execution: string;
  /** why each better engine was not used, one sentence each; empty if the best one runs */
  readonly reasons: readonly string[];
}

/** A lane that ended before T: the row, which is kept, and why. */
export interface Divergence {
  readonly lane: number;
  readonly t: number;
  readonly reason: string;
}

/** What judging a lane remembers after a block. */
export interface JudgedLane extends LaneMemory {
  readonly lane: number;
}

/** Where a run goes on that a fault cut short: another worker, on whichever engine, computes its next rows from this alone. */
export interface Resumption {
  /** the lanes that go on, as they were after the last block that the page has taken whole, and where that block began */
  readonly states: readonly Checkpoint[];
  readonly before: readonly Checkpoint[];
  /** what judging remembered after it, of lanes that ended too */
  readonly judged: readonly JudgedLane[];
  readonly diverged: readonly Divergence[];
  /** the last row of each lane that the page has: rows up to it are computed again, if they must be, and not sent */
  readonly lastSteps: readonly number[];
  /** the coarsest precision in which rows were computed */
  readonly precision: Adapter["precision"];
  /** engines that failed too often in this run, each with a sentence that says so */
  readonly avoided: Readonly<Partial<Record<Adapter["engine"], string>>>;
}

export type ToWorker =
  /** `until`: compute up to this row, then pause; `resumption`: from there on instead of from t = 0 */
  | {
      readonly type: "start";
      readonly runId: RunId;
      readonly experiment: Experiment;
      readonly until: number;
      readonly credits: number;
      /** where the page's static files lie: an absolute URL */
      readonly filesUrl: string;
      readonly resumption: Resumption | null;
    }
  | { readonly type: "credit"; readonly runId: RunId; readonly credits: number }
  | { readonly type: "pause"; readonly runId: RunId }
  /** compute on to T */
  | { readonly type: "resume"; readonly runId: RunId }
  /** compute one more row of every lane, then pause */
  | { readonly type: "stepOnce"; readonly runId: RunId }
  /** compute on to row t, then pause */
  | { readonly type: "seek"; readonly runId: RunId; readonly t: number }
  /** B, A, W at row t of one lane, replayed in at most 200 ms from the given checkpoint (null: from the start) */
  | {
      readonly type: "snapshot";
      readonly runId: RunId;
      readonly lane: number;
      readonly t: number;
      readonly from: Checkpoint | null;
    }
  /** what the picture of the origin asks; `request` comes back with the answer */
  | {
      readonly type: "plane";
      readonly runId: RunId;
      readonly request: number;
      readonly question: PlaneQuestion;
    }
  /** what the states of these iterates show (lora/origin/observer); those before the first checkpoint it has itself */
  | { readonly type: "observe"; readonly runId: RunId; readonly moments: readonly Moment[] }
  | { readonly type: "cancel"; readonly runId: RunId }
  /** what a file of the user holds; of no run. `select` names the matrix or pair to read, the first if null */
  | {
      readonly type: "parseFile";
      readonly id: number;
      readonly name: string;
      readonly bytes: ArrayBuffer;
      readonly select: string | null;
    };

/** A command or question of one run. */
export type RunMessage = Extract<ToWorker, { readonly runId: RunId }>;

export type FailureCode =
  | "bad-experiment"
  | "too-large"
  | "device-lost"
  | "out-of-memory"
  | "data-missing"
  | "worker-stopped"
  | "internal";

export type FromWorker =
  /** of no run: the name of a lock that the worker holds as long as it lives */
  | { readonly type: "alive"; readonly lock: string }
  /** the run is prepared; rows follow */
  | { readonly type: "ready"; readonly runId: RunId; readonly adapter: Adapter; readonly lanes: readonly LaneFacts[] }
  /**
   * `checkpoints` are the states after the block: at row firstStep + rows; `diverged`: the lanes of which it is the last block;
   * `elapsed`: milliseconds that the engine took for its rows, all lanes together
   */
  | {
      readonly type: "block";
      readonly runId: RunId;
      readonly block: Block;
      readonly diverged: readonly Divergence[];
      readonly checkpoints: readonly Checkpoint[];
      readonly elapsed: number;
    }
  /** the certificates of a lane, judged up to row t; sent a few times a second and when the worker rests */
  | {
      readonly type: "ledger";
      readonly runId: RunId;
      readonly lane: number;
      readonly t: number;
      readonly entries: readonly LedgerEntry[];
    }
  /** what judging remembers after the block that was sent last: from its states another worker can go on */
  | { readonly type: "judged"; readonly runId: RunId; readonly lanes: readonly JudgedLane[] }
  /** all rows asked for are sent; the worker is idle */
  | { readonly type: "paused"; readonly runId: RunId; readonly t: number; readonly stepsPerSecond: number }
  | {
      readonly type: "snapshot";
      readonly runId: RunId;
      readonly lane: number;
      /** the row shown: `t` asked for, or that of the checkpoint if the replay would take too long */
      readonly t: number;
      readonly asked: number;
      /** B (m×r) and A (r×n); null for full-rank descent */
      readonly B: Matrix | null;
      readonly A: Matrix | null;
      /** W_t − W0 (BA for LoRA) */
      readonly change: Matrix;
    }
  /** of the first moments asked for, as many as fit a few milliseconds but at least one; `frames`: one for each lane */
  | {
      readonly type: "observed";
      readonly runId: RunId;
      readonly frames: readonly OriginFrame[];
      readonly observations: readonly Observation[];
    }
  /** null: it could not be answered, for the reason given */
  | {
      readonly type: "plane";
      readonly runId: RunId;
      readonly request: number;
      readonly answer: PlaneAnswer | null;
      readonly reason: string;
    }
  /** every lane ended: computed to T, or diverged at the given row with the reason */
  | {
      readonly type: "done";
      readonly runId: RunId;
      readonly status: "finished" | "diverged" | "cancelled";
      readonly stepsPerSecond: number;
      readonly diverged: readonly Divergence[];
    }
  | { readonly type: "failed"; readonly runId: RunId; readonly code: FailureCode; readonly message: string }
  /** the answer to `parseFile`: what the file holds, or one sentence on what is wrong with it */
  | {
      readonly type: "file";
      readonly id: number;
      readonly result: { readonly file: ReadFile } | { readonly fault: string };
    };

/** What a worker says of its run. */
export type RunAnswer = Extract<FromWorker, { readonly runId: RunId }>;
