/** Lanes: from a configuration to what an engine runs. */
import type { Matrix } from "../math/matrix";
import type { LaneConfig } from "./experiment";
import type { LaneInputs, LaneState, StepProgram } from "./program";
import type { Assets } from "./types";

/** What the page must know of a lane to draw its bounds; computed once in float64. */
export interface LaneFacts {
  readonly m: number;
  readonly n: number;
  readonly r: number;
  /** smoothness constant of ∇ℓ */
  readonly L: number;
  /** L*: what J is measured against */
  readonly infimum: number;
  readonly infimumSource: string;
  /** smallest loss that rank r reaches from W0, where known */
  readonly rankOptimum: number | null;
  /** largest singular value σ₁ of ∇ℓ(W0): the escape rate at V = 0 is 1 + ησ₁; null where too large to compute */
  readonly escapeSigma: number | null;
  /** true if V = [B; Aᵀ] exists (not for full-rank descent) */
  readonly factored: boolean;
  /** sentences on what holds or does not hold for this lane (rule without guarantee, r above min(m, n), …) */
  readonly notes: readonly string[];
}

export interface Lane {
  readonly config: LaneConfig;
  readonly program: StepProgram;
  readonly inputs: LaneInputs;
  readonly state: LaneState;
  readonly facts: LaneFacts;
}

export interface LaneBatch {
  readonly program: StepProgram;
  /** experiment lane of each lane in the batch */
  readonly lanes: readonly number[];
  readonly inputs: readonly LaneInputs[];
  readonly states: readonly LaneState[];
}

/** Data files that must be fetched before `prepareLane`. */
export declare function requiredAssets(configs: readonly LaneConfig[]): readonly (keyof Assets)[];
/** Draws and scales the problem, initializes V_0. Throws an Error whose message a user can read. */
export declare function prepareLane(config: LaneConfig, assets: Assets): Lane;
/** Lanes with one program run together, ranks padded to the largest among them. */
export declare function batchLanes(lanes: readonly Lane[]): readonly LaneBatch[];
/** B (m×r), A (r×n) without padding, and W − W0, of a state; B and A are null for full-rank descent. */
export declare function snapshotOf(
  lane: Lane,
  state: LaneState,
): { B: Matrix | null; A: Matrix | null; change: Matrix };
