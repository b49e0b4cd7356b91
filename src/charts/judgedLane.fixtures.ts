/** A run of the float64 engine as certificates see it: plain columns, a slow history over them, and the lane's theory. */
import { runLedger } from "../lora/certificates/ledger.fixtures";
import type { LedgerRows } from "../lora/certificates/reader";
import type { Context } from "../lora/certificates/types";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { type PlainHistory, plainHistory } from "./history.fixtures";

interface Run {
  readonly theory: Context;
  readonly history: PlainHistory;
  /** the columns that a ledger reads, as plain and as typed arrays */
  readonly rows: Readonly<Record<keyof LedgerRows, number[]>>;
  readonly typed: LedgerRows;
}

/** `bucket`: each kept row stands for that many iterates. */
export async function judgedRun(changes: Parameters<typeof laneConfig>[0], T: number, bucket = 1): Promise<Run> {
  const { lane, columns } = await runLedger(laneConfig(changes), T);
  const [loss, grad_norm_sq, step_size, v_norm_sq, loss_grad_norm] = columns.map((column) => Float64Array.from(column));
  const typed = {
    loss: loss!,
    grad_norm_sq: grad_norm_sq!,
    step_size: step_size!,
    v_norm_sq: v_norm_sq!,
    loss_grad_norm: loss_grad_norm!,
  };
  const rows = {
    loss: [...typed.loss],
    grad_norm_sq: [...typed.grad_norm_sq],
    step_size: [...typed.step_size],
    v_norm_sq: [...typed.v_norm_sq],
    loss_grad_norm: [...typed.loss_grad_norm],
  };
  let sum = 0;
  const sum_step_sizes = rows.step_size.map((eta) => {
    const before = sum;
    sum += eta;
    return before;
  });
  return { theory: lane.facts.theory, rows, typed, history: plainHistory({ ...rows, sum_step_sizes }, bucket) };
}
