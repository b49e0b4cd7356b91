/**
 * The serialisable description of a run: one configuration a lane. Field names are the permalink's keys (docs/url-api),
 * so that a link, the controls, the command line and a test speak of the same thing.
 */
import type { Matrix } from "../math/matrix";

/** A constant step: `value`, or `value / L` where the link says `x/L`. */
export interface EtaValue {
  readonly value: number;
  readonly perL: boolean;
}

/** A matrix in a file that a link names and does not carry. */
export interface FileReference {
  readonly name: string;
  /** first digits of the SHA-256 of its bytes, in hexadecimal */
  readonly hash: string;
  readonly rows: number;
  readonly columns: number;
  /** inner dimension of the factors of an adapter; null for a matrix */
  readonly rank: number | null;
  /** which of several; empty if there is one */
  readonly tensor: string;
}

export interface LaneConfig {
  /** id of a loss, method, initialization, step rule: looked up in lora/families */
  readonly loss: string;
  readonly m: number;
  readonly n: number;
  /** null: the natural constant of the data (digits only) */
  readonly L: number | null;
  readonly pseed: number;
  readonly tscale: number;
  /** null: full rank */
  readonly trank: number | null;
  readonly cond: number;
  readonly condP: number;
  readonly condQ: number;
  readonly N: number;
  readonly noise: number;
  readonly flip: number;
  readonly frac: number;
  readonly K: number;
  readonly p: number;
  readonly eps: number;
  readonly k: number;
  readonly delta: number;
  readonly lam: number;
  readonly W0scale: number;
  readonly W0seed: number;
  /** frozen weights given instead of drawn ones */
  readonly W0: Matrix | null;
  readonly target: Matrix | null;
  /** the same, and the factors to start from, in files of the user: they stand in for the matrices until those are there */
  readonly targetFile: FileReference | null;
  readonly W0File: FileReference | null;
  readonly adapterFile: FileReference | null;
  readonly method: string;
  readonly r: number;
  /** null: α = r, no rescaling */
  readonly alpha: number | null;
  readonly ratio: number;
  readonly damping: number;
  /** null: the method's own, 50 for cola and relora, else 1 */
  readonly period: number | null;
  readonly prob: number;
  readonly mseed: number;
  readonly batch: number;
  readonly sampling: "reshuffle" | "replace";
  readonly clients: number;
  readonly local: number;
  readonly hetero: number;
  readonly init: string;
  readonly scale: number;
  readonly seed: number;
  readonly gamma: number;
  /** null: V_0 as drawn; otherwise V_0 is rescaled to this norm */
  readonly v0norm: number | null;
  readonly B: Matrix | null;
  readonly A: Matrix | null;
  /** a step rule, or `auto` for the method's own */
  readonly step: string;
  readonly eta: EtaValue;
  readonly gain: number;
  /** the smoothness constant that the step rule believes in; null: L */
  readonly Lhat: number | null;
}

export type ParameterId = keyof LaneConfig;

export const engineChoices = ["auto", "webgpu", "webgl", "float64"] as const;
export type EngineChoice = (typeof engineChoices)[number];

export interface Experiment {
  /** at least one, at most 64; the last listed key varies fastest */
  readonly lanes: readonly LaneConfig[];
  /** number of steps: rows t = 0 … T */
  readonly T: number;
  readonly engine: EngineChoice;
}

export const MAX_LANES = 64;
/** Largest m and n that any engine accepts. */
export const MAX_SIDE = 4096;
