/** One row of the table of parameters: what controls, codec, command line and docs know of a key. */
import type { LaneConfig } from "../lora/experiment";
import type { Kind } from "./kinds";

export type Group = "problem" | "adapter" | "descent" | "run" | "view";

/** A bound that depends on the lane's other parameters. */
export interface Limit {
  /** in symbols: min(m, n) */
  readonly text: string;
  of(config: LaneConfig): number;
}

/** The shape that a matrix must have in a lane. */
export interface Shape {
  /** in symbols: m×r */
  readonly text: string;
  of(config: LaneConfig): { readonly rows: number; readonly columns: number };
}

export interface Row<V> extends Kind<V> {
  readonly name: string;
  /** as in the paper; `_` makes a subscript */
  readonly symbol: string | null;
  /** one sentence: what it does */
  readonly help: string;
  readonly group: Group;
  /** the default, left out of links */
  readonly initial: V;
  /** the default of one lane, where it depends on the lane; null stands for it in a link */
  initialFor?(config: LaneConfig): V;
  readonly limit?: Limit;
  readonly shape?: Shape;
  /** how a slider runs, and between which ends, inside the valid range */
  readonly scale: "linear" | "log";
  readonly sliderMin?: number;
  readonly sliderMax?: number;
}

export interface Parameter<V = unknown> extends Row<V> {
  readonly key: string;
}

type Details<V> = Omit<Row<V>, keyof Kind<V> | "scale" | "symbol"> & Partial<Pick<Row<V>, "scale" | "symbol">>;

/** A row: its kind of values and all else; on a linear slider and without a symbol unless it says otherwise. */
export function row<V>(kind: Kind<V>, details: Details<V>): Row<V> {
  return { symbol: null, scale: "linear", ...kind, ...details };
}
