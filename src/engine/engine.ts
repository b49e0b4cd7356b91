/**
 * The engine contract: an engine runs one program (loss, method, step rule, shapes) for a batch of lanes, k steps at a time.
 * Engines differ in precision and speed, never in what they compute; `conformance.test.ts` holds each against float64.
 */
import type { Block } from "../history/columns";
import type { LaneInputs, LaneState, StepProgram } from "../lora/program";

export type EngineId = "webgpu" | "webgl" | "float64";

export interface EngineInfo {
  readonly id: EngineId;
  readonly precision: "float32" | "float64";
  /** what computes, in words: adapter or renderer name, "JavaScript on the CPU" */
  readonly adapter: string;
  readonly software: boolean;
  /** how steps are executed, for the badge: "operations one by one", "one generated program", … */
  readonly execution: string;
  /** largest number of entries of one matrix over all lanes */
  readonly maxEntries: number;
}

export interface Engine {
  readonly info: EngineInfo;
  /** Uploads the lanes and returns the run at its state. Throws if the device cannot hold it. */
  start(program: StepProgram, lanes: readonly LaneInputs[], states: readonly LaneState[]): Promise<EngineRun>;
  /** tensors and bytes held on the device now (0 for float64) */
  memory(): { readonly tensors: number; readonly bytes: number };
  dispose(): void;
}

/** Rows and the state after them. Row t is measured at V_t before the step, so the state after k rows is V_{t+k}. */
export interface RunBlock {
  /** columns in the order of `program.columns`, lane-major: see history/columns `Block` */
  readonly columns: Block["columns"];
  readonly states: readonly LaneState[];
}

export interface EngineRun {
  /** Computes k rows and takes k steps. At most one call at a time. Rejects if the device is lost. */
  advance(k: number): Promise<RunBlock>;
  /** Frees everything the run allocated; safe to call twice. */
  dispose(): void;
}
