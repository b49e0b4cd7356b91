import { expect, test } from "vitest";
import { createHistory } from "../../../history/history";
import { measuredColumns } from "../../../lora/columns";
import type { LaneFacts } from "../../../lora/lane";
import { lessonLane } from "./lessonLanes";

const loss = [8, 4, 2, 1, 0.5];
const history = createHistory({ lanes: 1, precision: "float64" });
history.append({
  lanes: [0],
  firstStep: 0,
  rows: loss.length,
  columnIds: measuredColumns,
  columns: measuredColumns.map((id) => Float64Array.from(loss, (J) => (id === "step_size" ? 0.25 : J))),
});
// no test here reads facts
const lane = lessonLane({ facts: {} as LaneFacts, history: history.lanes[0]! });

test("a lesson reads a column at an iterate, derived ones included", () => {
  expect(lane.last).toBe(4);
  expect(lane.at("loss", 3)).toBe(1);
  expect(lane.at("sum_step_sizes", 4)).toBe(1);
  expect(lane.at("min_grad_norm_sq", 2)).toBe(2);
});

test("where a lane has nothing to read a lesson reads NaN", () => {
  expect(lane.at("loss", 5)).toBeNaN();
  expect(lane.at("loss", -1)).toBeNaN();
  expect(lane.at("accuracy_target", 0)).toBeNaN();
});

test("the first iterate at most at a level is found, or null", () => {
  expect(lane.firstAtMost("loss", 2)).toBe(2);
  expect(lane.firstAtMost("loss", 1.99)).toBe(3);
  expect(lane.firstAtMost("loss", 0.1)).toBeNull();
});
