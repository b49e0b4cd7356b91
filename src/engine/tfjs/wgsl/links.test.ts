import { expect, test } from "vitest";
import { fromRows } from "../../../math/matrix";
import { packLinks } from "./links";

test("a lane's part says which steps links follow, then what they draw, and all parts are equally long", () => {
  const link = (step: number, x: number) => ({ step, drawn: [fromRows([[x, x + 1]]), fromRows([[x + 2]])] });
  const { values, stride } = packLinks([[link(0, 1), link(2, 4)], [link(1, 7)], []], 3, 3);
  expect(stride).toBe(9);
  const parts = [0, 1, 2].map((lane) => [...values.subarray(lane * stride, (lane + 1) * stride)]);
  expect(parts).toEqual([
    [1, 0, 1, 1, 2, 3, 4, 5, 6],
    [0, 1, 0, 7, 8, 9, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0],
  ]);
});

test("after its last link the last lane may read on, and so may lanes without links", () => {
  expect(packLinks([[]], 2, 5).values).toHaveLength(2 + 5);
});
