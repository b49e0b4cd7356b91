/** Parts of blocks. */
import type { Block } from "../history/columns";

/** Rows over all lanes that the page stores at once: a few milliseconds of its main thread, merging of older rows included. */
export const PAGE_ROWS = 2 ** 12;

/** Rows [from, to) of some of a block's lanes, by their places in it. */
export function rowsOf(block: Block, members: readonly number[], from: number, to: number): Block {
  const rows = to - from;
  const columns = block.columns.map((column) => {
    const part =
      column instanceof Float32Array
        ? new Float32Array(members.length * rows)
        : new Float64Array(members.length * rows);
    members.forEach((i, place) => {
      part.set(column.subarray(i * block.rows + from, i * block.rows + to), place * rows);
    });
    return part;
  });
  return { ...block, lanes: members.map((i) => block.lanes[i]!), firstStep: block.firstStep + from, rows, columns };
}

/** What the page lacks of a block, given the last row that it has of each lane: lanes that lack the same rows stay together. */
export function rowsAfter(block: Block, lastSteps: readonly number[]): readonly Block[] {
  const known = block.lanes.map((lane) => Math.max(0, (lastSteps[lane] ?? -1) + 1 - block.firstStep));
  if (known.every((rows) => rows === 0)) return [block];
  return [...new Set(known)]
    .filter((rows) => rows < block.rows)
    .map((from) => {
      const members = known.flatMap((rows, i) => (rows === from ? i : []));
      return rowsOf(block, members, from, block.rows);
    });
}

/** The block in pieces of at most PAGE_ROWS rows over its lanes, in order of t. */
export function piecesOf(block: Block): readonly Block[] {
  const length = Math.max(1, Math.floor(PAGE_ROWS / block.lanes.length));
  if (block.rows <= length) return [block];
  const members = [...block.lanes.keys()];
  const pieces: Block[] = [];
  for (let from = 0; from < block.rows; from += length) {
    pieces.push(rowsOf(block, members, from, Math.min(block.rows, from + length)));
  }
  return pieces;
}
