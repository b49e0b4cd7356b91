/** What the page knows of the run on screen, apart from its rows (those are in the history, read on animation frames). */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { LedgerEntry } from "../lora/certificates/ledger";
import type { Experiment } from "../lora/experiment";
import type { LaneFacts } from "../lora/lane";
import type { Observation, OriginFrame } from "../lora/origin/observer";
import type { Adapter, Divergence, FailureCode, FromWorker } from "../protocol/messages";

/**
 * loading: a run was asked for and none of its rows is there yet; running: rows are being computed; paused: they are not, but
 * T is not reached; finished: computed to T; diverged: every lane ended before T; failed: see `failure`.
 */
export type RunStatus = "loading" | "paused" | "running" | "finished" | "diverged" | "failed";

export type Snapshot = Omit<Extract<FromWorker, { type: "snapshot" }>, "type" | "runId">;

/** What the worker has observed of the run on screen. */
export interface Observed {
  /** one for each lane */
  readonly frames: readonly OriginFrame[];
  /** of each lane, in order of t */
  readonly lanes: readonly (readonly Observation[])[];
}

export interface Takeover {
  /** of each lane, the first row that the new engine computed, if it computed any of it */
  readonly firstSteps: readonly number[];
  readonly from: Adapter;
  readonly to: Adapter;
  /** one sentence on what happened */
  readonly message: string;
}

export interface RunState {
  readonly status: RunStatus;
  /**
   * What is on screen. While a new run loads, this is still the run before it; everything from here to `observed` and the
   * history change together, with the first rows of the new run.
   */
  readonly experiment: Experiment | null;
  readonly adapter: Adapter | null;
  /** the coarsest precision in which rows were computed: what rounding may show in them */
  readonly precision: Adapter["precision"];
  /** where another engine, or the same one set up again, took over after a fault */
  readonly takeovers: readonly Takeover[];
  /** one for each lane */
  readonly facts: readonly LaneFacts[];
  /** of each lane, one entry for each certificate as far as judged; empty until the first report */
  readonly ledgers: readonly (readonly LedgerEntry[])[];
  /** last iterate computed of every lane that goes on; −1 if none */
  readonly lastStep: number;
  /** lanes that ended early, and why */
  readonly diverged: readonly Divergence[];
  /** milliseconds that the engine spent on each lane: lanes computed together share the time of their blocks equally */
  readonly computeTimes: readonly number[];
  readonly snapshot: Snapshot | null;
  /** null until something was asked for */
  readonly observed: Observed | null;
  /** 0 until it is known */
  readonly stepsPerSecond: number;
  readonly failure: { readonly code: FailureCode; readonly message: string } | null;
  /** grows whenever the history does or is replaced */
  readonly revision: number;
}

export type RunStore = StoreApi<RunState>;

/** Nothing on screen. */
export const nothingShown = {
  experiment: null,
  adapter: null,
  precision: "float64",
  takeovers: [],
  facts: [],
  ledgers: [],
  lastStep: -1,
  diverged: [],
  computeTimes: [],
  snapshot: null,
  observed: null,
  stepsPerSecond: 0,
} as const satisfies Partial<RunState>;

export function createRunStore(): RunStore {
  return createStore<RunState>(() => ({ ...nothingShown, status: "loading", failure: null, revision: 0 }));
}
