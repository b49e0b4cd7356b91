import { describe, expect, test } from "vitest";
import { matrix } from "../../math/matrix";
import { cellAt, diverging, heatBlocks, movedCell, parseHex } from "./heatMapModel";

const B = matrix(3, 2, Float64Array.of(1, -2, 0, 0.5, 0, 0));
const A = matrix(2, 4);
const change = matrix(
  3,
  4,
  Float64Array.from({ length: 12 }, (_, e) => e - 6),
);

describe("heat maps laid out as a product", () => {
  const blocks = heatBlocks({ B, A, change }, 400, 300);

  test("B stands left of BA with its rows in line, A above it with its columns in line, and all fit", () => {
    const [left, above, product] = blocks;
    expect(blocks.map(({ name }) => name)).toEqual(["B", "A", "BA"]);
    expect([left!.y, left!.height]).toEqual([product!.y, product!.height]);
    expect([above!.x, above!.width]).toEqual([product!.x, product!.width]);
    expect(left!.x + left!.width).toBeLessThan(product!.x);
    expect(above!.y + above!.height).toBeLessThan(product!.y);
    for (const { x, y, width, height } of blocks) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(400);
      expect(y + height).toBeLessThanOrEqual(300);
    }
  });

  test("B and A share a scale, BA has its own", () => {
    expect(blocks.map(({ scale }) => scale)).toEqual([2, 2, 6]);
  });

  test("the cell under a pixel is found in each block, and none between them", () => {
    for (const [block, { M, x, y, width, height }] of blocks.entries()) {
      for (let i = 0; i < M.rows; i++) {
        for (let j = 0; j < M.columns; j++) {
          const at = cellAt(blocks, x + ((j + 0.5) * width) / M.columns, y + ((i + 0.5) * height) / M.rows);
          expect(at).toEqual({ block, i, j });
        }
      }
    }
    expect(cellAt(blocks, blocks[2]!.x - 2, blocks[2]!.y - 2)).toBeNull();
  });

  test("keys go from BA into the row of B and the column of A that an entry is made of, and back", () => {
    expect(movedCell(blocks, { block: 2, i: 1, j: 0 }, "ArrowLeft")).toEqual({ block: 0, i: 1, j: 1 });
    expect(movedCell(blocks, { block: 0, i: 1, j: 1 }, "ArrowRight")).toEqual({ block: 2, i: 1, j: 0 });
    expect(movedCell(blocks, { block: 2, i: 0, j: 3 }, "ArrowUp")).toEqual({ block: 1, i: 1, j: 3 });
    expect(movedCell(blocks, { block: 1, i: 1, j: 3 }, "ArrowDown")).toEqual({ block: 2, i: 0, j: 3 });
    expect(movedCell(blocks, { block: 2, i: 2, j: 3 }, "ArrowDown")).toEqual({ block: 2, i: 2, j: 3 });
  });

  test("without factors W − W0 stands alone, and its keys stay inside", () => {
    const alone = heatBlocks({ B: null, A: null, change }, 400, 300);
    expect(alone.map(({ name }) => name)).toEqual(["W − W₀"]);
    expect(movedCell(alone, { block: 0, i: 0, j: 0 }, "ArrowLeft")).toEqual({ block: 0, i: 0, j: 0 });
  });

  test("a rank of 1 beside a large W still has a factor that can be seen", () => {
    const large = heatBlocks({ B: matrix(500, 1), A: matrix(1, 400), change: matrix(500, 400) }, 400, 300);
    expect(large[0]!.width).toBeGreaterThanOrEqual(14);
    expect(large[2]!.height).toBeGreaterThan(200);
  });
});

test("colours diverge from the middle, and a minified hex colour reads as its long form", () => {
  const colour = diverging(parseHex("#0000ff"), parseHex("#fff"), parseHex("#ff0000"));
  expect(colour(-1)).toEqual([0, 0, 255, 255]);
  expect(colour(0)).toEqual([255, 255, 255, 255]);
  expect(colour(0.5)).toEqual([255, 128, 128, 255]);
  expect(colour(2)).toEqual([255, 0, 0, 255]);
  expect(colour(Number.NaN)[3]).toBe(0);
});
