/** Where lanes end because their loss left the range in which it means something; that row is kept, later ones are not. */
import type { Block } from "../history/columns";
import type { Divergence } from "../protocol/messages";
import { rowsOf } from "./blockRows";

export type Precision = "float32" | "float64";

/** A loss above this has diverged: its square, the size of ‖∇J‖², still fits into float64 (into float32 it no longer does). */
const LARGEST_LOSS: Readonly<Record<Precision, number>> = { float32: 1e30, float64: 1e100 };

/** The first row among values[from … to) that has diverged; −1 if none. */
export function divergedRow(losses: ArrayLike<number>, from: number, to: number, precision: Precision): number {
  const limit = LARGEST_LOSS[precision];
  // ! (≤) so that NaN counts
  for (let i = from; i < to; i++) if (!(losses[i]! <= limit && losses[i]! > -Infinity)) return i - from;
  return -1;
}

/** Cuts a block where lanes diverge: the lanes that go on stay together, each diverged one gets its rows up to its last. */
export function cutBlock(
  block: Block,
  precision: Precision,
): { readonly blocks: Block[]; readonly ends: Divergence[] } {
  const losses = block.columns[block.columnIds.indexOf("loss")]!;
  const lastRows = block.lanes.map((_, i) => divergedRow(losses, i * block.rows, (i + 1) * block.rows, precision));
  if (lastRows.every((row) => row < 0)) return { blocks: [block], ends: [] };

  const going = lastRows.flatMap((row, i) => (row < 0 ? i : []));
  const blocks = going.length > 0 ? [rowsOf(block, going, 0, block.rows)] : [];
  const ends: Divergence[] = [];
  lastRows.forEach((row, i) => {
    if (row < 0) return;
    blocks.push(rowsOf(block, [i], 0, row + 1));
    const t = block.firstStep + row;
    ends.push({ lane: block.lanes[i]!, t, reason: reasonOf(losses[i * block.rows + row]!, t, precision) });
  });
  return { blocks, ends };
}

function reasonOf(loss: number, t: number, precision: Precision): string {
  const what = Number.isNaN(loss)
    ? "is not a number"
    : Number.isFinite(loss)
      ? `is ${loss.toPrecision(3)}`
      : "overflows";
  return `The loss ${what} at t = ${t}: the run diverged (above ${LARGEST_LOSS[precision].toExponential()} it is stopped).`;
}
