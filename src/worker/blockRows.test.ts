import { expect, test } from "vitest";
import type { Block } from "../history/columns";
import { PAGE_ROWS, piecesOf } from "./blockRows";

/** Value t + lane/10 at each row of each lane. */
const block = (lanes: readonly number[], firstStep: number, rows: number): Block => ({
  ...{ lanes, firstStep, rows, columnIds: ["loss"] },
  columns: [
    Float64Array.from(lanes.flatMap((lane) => Array.from({ length: rows }, (_, i) => firstStep + i + lane / 10))),
  ],
});

test("a block that the page stores at once is left as it is", () => {
  const small = block([0, 3], 7, PAGE_ROWS / 2);
  expect(piecesOf(small)).toEqual([small]);
});

test("a longer block goes in pieces, in order, with every row of every lane once", () => {
  const [lanes, rows] = [[1, 4, 5], PAGE_ROWS] as const;
  const pieces = piecesOf(block(lanes, 100, rows));
  expect(Math.max(...pieces.map((piece) => piece.rows * lanes.length))).toBeLessThanOrEqual(PAGE_ROWS);
  let next = 100;
  for (const piece of pieces) {
    expect(piece).toEqual(block(lanes, next, piece.rows));
    next += piece.rows;
  }
  expect(next).toBe(100 + rows);
});
