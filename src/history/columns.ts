/** The columns of a run's history: those an engine measures and those derived from them in float64 on the host. */
import type { MeasuredColumn } from "../lora/columns";

/** sum_step_sizes = Σ_{τ<t} η_τ, min_grad_norm_sq = min_{τ≤t} ‖∇J(V_τ)‖². */
export const derivedColumns = ["sum_step_sizes", "min_grad_norm_sq"] as const;
export type ColumnId = MeasuredColumn | (typeof derivedColumns)[number];

/** k consecutive rows of some lanes: `columns[c]` holds lane after lane, each with `rows` values. */
export interface Block {
  /** experiment lane of each lane in the block */
  readonly lanes: readonly number[];
  readonly firstStep: number;
  readonly rows: number;
  readonly columnIds: readonly MeasuredColumn[];
  readonly columns: readonly (Float32Array | Float64Array)[];
}
