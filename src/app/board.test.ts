import { expect, test } from "vitest";
import { createHistory } from "../history/history";
import type { LaneFacts } from "../lora/lane";
import { decodeLink, experimentOf } from "../permalink/link";
import { boardLanes } from "./board";

const { lanes } = experimentOf(decodeLink("#v=1&r=1,2").link);
// Facts are handed on as they are.
const facts = lanes.map(() => ({}) as LaneFacts);

test("every lane has its configuration, its facts and its rows", () => {
  const run = createHistory({ lanes: 2, precision: "float64" });
  const board = boardLanes(lanes, facts, run, ["r = 1", "r = 2"]);
  expect(board.map(({ name }) => name)).toEqual(["r = 1", "r = 2"]);
  expect(board.map(({ history }) => history)).toEqual(run.lanes);
});

test("a run that failed before its first row has no lanes to show", () => {
  expect(boardLanes(lanes, facts, createHistory({ lanes: 0, precision: "float64" }), ["", ""])).toEqual([]);
});
