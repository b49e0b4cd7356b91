import { expect, test } from "vitest";
import { markStretches } from "./markStretches";
import type { MarkKind } from "./samples";

const samplesOf = (
  points: readonly (readonly [number, number])[],
  marks: readonly (readonly [number, MarkKind])[],
) => ({
  length: points.length,
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  marks: marks.map(([x, kind]) => ({ x, kind })),
});

test("zeros from end to end are one stretch, however far apart they stand", () => {
  const zeros = samplesOf(
    [],
    [
      [0, "zero"],
      [22, "zero"],
      [40, "zero"],
      [41, "zero"],
    ],
  );
  expect(markStretches(zeros)).toEqual([{ kind: "zero", from: 0, to: 41 }]);
});

test("where the line is drawn in between a new stretch begins", () => {
  const broken = samplesOf(
    [
      [0, 1],
      [3, Number.NaN],
      [10, 2],
      [12, Number.NaN],
    ],
    [
      [3, "zero"],
      [5, "zero"],
      [12, "zero"],
    ],
  );
  expect(markStretches(broken)).toEqual([
    { kind: "zero", from: 3, to: 5 },
    { kind: "zero", from: 12, to: 12 },
  ]);
});

test("zeros and what is not finite are kept apart", () => {
  const both = samplesOf(
    [],
    [
      [1, "zero"],
      [2, "not-finite"],
      [3, "not-finite"],
    ],
  );
  expect(markStretches(both).map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ["zero", 1, 1],
    ["not-finite", 2, 3],
  ]);
});
