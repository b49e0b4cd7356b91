import { expect, test } from "vitest";
import { createCheckpoints } from "../history/checkpoints";
import { matrix } from "../math/matrix";
import type { Checkpoint } from "../protocol/messages";
import { momentsAfter } from "./moments";

function kept(lanes: number, steps: readonly number[], entries = 4) {
  const checkpoints = createCheckpoints<Checkpoint>();
  for (const t of steps) {
    for (let lane = 0; lane < lanes; lane++) checkpoints.add({ lane, t, theta: [matrix(entries, 1)], previousStep: 1 });
  }
  return checkpoints;
}

test("the first iterates are asked for without states, later ones with the states kept exactly there", () => {
  const checkpoints = kept(2, [16, 17, 18, 20, 23]);
  const moments = momentsAfter(-1, { checkpoints, lanes: 2, lastStep: 22, T: 1000 });
  // audited are 0 … 16, then 17, 18, 20, 21, 23: at 21 nothing is kept, 23 is not computed
  expect(moments.map(({ t }) => t)).toEqual([...Array(17).keys(), 17, 18, 20]);
  expect(moments.map(({ states }) => states.map(({ lane }) => lane))).toEqual([
    ...Array(16).fill([]),
    ...Array(4).fill([0, 1]),
  ]);
});

test("it goes on after what was observed, and ends at T", () => {
  const checkpoints = kept(1, [16, 17, 18]);
  expect(momentsAfter(16, { checkpoints, lanes: 1, lastStep: 18, T: 18 }).map(({ t }) => t)).toEqual([17, 18]);
  expect(momentsAfter(18, { checkpoints, lanes: 1, lastStep: 18, T: 18 })).toEqual([]);
});

test("a lane that has ended is left out", () => {
  const checkpoints = kept(1, [16, 17]);
  checkpoints.add({ lane: 1, t: 16, theta: [matrix(4, 1)], previousStep: 1 });
  const moments = momentsAfter(15, { checkpoints, lanes: 2, lastStep: 17, T: 100 });
  expect(moments.map(({ states }) => states.length)).toEqual([2, 1]);
});

test("large states are asked for a few at a time", () => {
  const checkpoints = kept(1, [16, 17, 18, 20], 2 ** 16);
  expect(momentsAfter(15, { checkpoints, lanes: 1, lastStep: 20, T: 100 })).toHaveLength(2);
});
