/**
 * Where lanes end because their numbers left the range in which they mean something: the loss is beyond its limit, something that is
 * measured is not finite, or the next iterate is not. That row is kept, later ones are not. Shaders may take min and max of NaN for
 * numbers, so that an iterate that is not finite need not show in the rows: the states are looked at too.
 */
import type { Block } from "../history/columns";
import type { Precision } from "../lora/certificates/constants";
import type { MeasuredColumn } from "../lora/columns";
import type { LaneState } from "../lora/program";
import type { Divergence } from "../protocol/messages";
import { rowsOf } from "./blockRows";

/** A loss above this has diverged: its square, the size of ‖∇J‖², still fits into float64 (into float32 it no longer does). */
const LARGEST_LOSS: Readonly<Record<Precision, number>> = { float32: 1e30, float64: 1e100 };

const LARGEST: Readonly<Record<Precision, string>> = { float32: "3.4e+38", float64: "1.8e+308" };

/** The other quantities in words; accuracies are shares and cannot overflow. */
const words: Partial<Readonly<Record<MeasuredColumn, string>>> = {
  grad_norm_sq: "‖∇J‖²",
  step_size: "The step size",
  v_norm_sq: "‖V‖²",
  loss_grad_norm: "‖G‖",
};

type State = Pick<LaneState, "theta">;

/** Cuts a block where lanes end: the lanes that go on stay together, each other one gets its rows up to its last. `states`: after the block. */
export function cutBlock(
  block: Block,
  precision: Precision,
  states: readonly State[],
): { readonly blocks: Block[]; readonly ends: Divergence[] } {
  const found = block.lanes.map((_, i) => endOf(block, i, precision, states[i]!));
  if (found.every((end) => end === null)) return { blocks: [block], ends: [] };

  const going = found.flatMap((end, i) => (end === null ? i : []));
  const blocks = going.length > 0 ? [rowsOf(block, going, 0, block.rows)] : [];
  const ends: Divergence[] = [];
  found.forEach((end, i) => {
    if (end === null) return;
    blocks.push(rowsOf(block, [i], 0, end.row + 1));
    ends.push({ lane: block.lanes[i]!, t: block.firstStep + end.row, reason: end.reason });
  });
  return { blocks, ends };
}

/** The last row of a lane and why it is the last; null where the lane goes on. */
function endOf({ columnIds, columns, rows, firstStep }: Block, lane: number, precision: Precision, { theta }: State) {
  let end = { row: rows, column: -1 };
  for (const [column, values] of columns.entries()) {
    const limit = columnIds[column] === "loss" ? LARGEST_LOSS[precision] : Number.MAX_VALUE;
    const row = firstBeyond(values, lane * rows, end.row, limit);
    if (row >= 0) end = { row, column };
  }
  const { row, column } = end;
  if (column >= 0) {
    const id = columnIds[column]!;
    const value = columns[column]![lane * rows + row]!;
    const t = firstStep + row;
    if (id === "loss") return { row, reason: lossReason(value, t, precision) };
    return { row, reason: overflowReason(words[id] ?? id, value, `at t = ${t}`, precision) };
  }
  if (theta.every(({ data }) => firstBeyond(data, 0, data.length, Number.MAX_VALUE) < 0)) return null;
  return {
    row: rows - 1,
    reason: overflowReason("The iterate", Infinity, `after t = ${firstStep + rows - 1}`, precision),
  };
}

/** The first among so many values from a place on that is above `limit`, −∞ or NaN; −1 if none. */
function firstBeyond(values: ArrayLike<number>, from: number, count: number, limit: number): number {
  // ! (≤) so that NaN counts
  for (let k = 0; k < count; k++) if (!(values[from + k]! <= limit && values[from + k]! > -Infinity)) return k;
  return -1;
}

function lossReason(loss: number, t: number, precision: Precision): string {
  const what = Number.isNaN(loss)
    ? "is not a number"
    : Number.isFinite(loss)
      ? `is ${loss.toPrecision(3)}`
      : "overflows";
  return `The loss ${what} at t = ${t}: the run diverged (above ${LARGEST_LOSS[precision].toExponential()} it is stopped).`;
}

/** float32 ends where float64 may go on, and then the page says so. */
function overflowReason(what: string, value: number, when: string, precision: Precision): string {
  const how = Number.isNaN(value) ? `is not a number in ${precision}` : `overflows ${precision}`;
  const limit = `its largest number is ${LARGEST[precision]}`;
  const further = precision === "float32" ? "; engine=float64 goes further" : "";
  return `${what} ${how} ${when} (${limit}): the run is stopped${further}.`;
}
