import { expect, test } from "vitest";
import { tileOf } from "./tile";

test.each([
  [16, 16, 4, 4, 4],
  [16, 16, 64, 2, 2],
  [16, 4, 64, 1, 1],
  [12, 10, 4, 4, 2],
  [64, 64, 256, 4, 4],
  [7, 5, 4, 1, 1],
  [7, 8, 4, 1, 4],
])("of %i × %i entries each of %i threads takes %i × %i at a time", (rows, columns, threads, a, b) => {
  expect(tileOf({ rows, columns }, threads)).toEqual({ rows: a, columns: b });
});

test("a thread that takes whole rows takes entries of one row at a time", () => {
  expect(tileOf({ rows: 8, columns: 10 }, null)).toEqual({ rows: 1, columns: 2 });
});

test("tiles fill the shape without remainder and leave every thread one where there are as many entries", () => {
  for (let rows = 1; rows <= 20; rows++) {
    for (let columns = 1; columns <= 20; columns++) {
      for (const threads of [1, 4, 16, 64]) {
        const tile = tileOf({ rows, columns }, threads);
        expect([rows % tile.rows, columns % tile.columns]).toEqual([0, 0]);
        const tiles = (rows * columns) / (tile.rows * tile.columns);
        expect(tiles).toBeGreaterThanOrEqual(Math.min(threads, rows * columns));
      }
    }
  }
});
