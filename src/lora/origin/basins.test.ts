import { expect, test } from "vitest";
import { fromRows } from "../../math/matrix";
import { basinsOf, type End } from "./basins";

function end(b: number[], a: number[], changes: Partial<End> = {}): End {
  const V = { B: fromRows(b.map((x) => [x])), A: fromRows([a]) };
  return { V, before: V, startNormSq: 1, loss: 0, ...changes };
}

test("ends with one product are one basin, on each side of the origin", () => {
  const { basins, of } = basinsOf([
    end([1, 0], [2, 2]),
    end([2, 0], [1, 1]),
    end([-4, 0], [-0.5, -0.5]),
    end([0, 1], [2, 2]),
  ]);
  expect(of).toEqual([0, 0, 1, 2]);
  expect(basins.map(({ kind, count, side }) => [kind, count, side])).toEqual([
    ["minimum", 2, 1],
    ["minimum", 1, -1],
    ["minimum", 1, 1],
  ]);
  expect(basins[0]!.size).toBeCloseTo(Math.sqrt(8), 12);
});

test("at higher rank the sides are one basin: a rotation of the factors joins them", () => {
  const V = { B: fromRows([[1, 0]]), A: fromRows([[2], [0]]) };
  const mirrored = { B: fromRows([[-1, 0]]), A: fromRows([[-2], [0]]) };
  const both = [V, mirrored].map((each) => ({ V: each, before: each, startNormSq: 1, loss: 0 }));
  expect(basinsOf(both).basins).toEqual([{ kind: "minimum", count: 2, side: 0, loss: 0, size: 2 }]);
});

test("what went to the origin, is under way or diverged is told apart", () => {
  const moving = end([1], [1.2]).V;
  const { basins } = basinsOf([
    end([1], [1]),
    end([1e-9], [-1e-9], { loss: 0.5 }),
    end([1], [1], { before: moving }),
    end([Number.NaN], [1], { loss: Number.NaN }),
    end([1], [1], { loss: Number.POSITIVE_INFINITY }),
  ]);
  expect(basins.map(({ kind, count }) => [kind, count])).toEqual([
    ["minimum", 1],
    ["origin", 1],
    ["moving", 1],
    ["diverged", 2],
  ]);
});

test("where every start flows into the origin there is no other basin", () => {
  const gone = [1e-70, -1e-66].map((x) => end([x], [-x], { loss: 0.5 }));
  expect(basinsOf(gone).basins.map(({ kind, count }) => [kind, count])).toEqual([["origin", 2]]);
});
