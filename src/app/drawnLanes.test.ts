import { describe, expect, it } from "vitest";
import { createHistory } from "../history/history";
import type { LaneFacts } from "../lora/lane";
import { decodeLink, experimentOf } from "../permalink/link";
import { createLaneStore, type LaneState } from "../store/laneStore";
import { boardLanes } from "./board";
import { drawnLanes } from "./drawnLanes";
import { bandsOf } from "./laneBands";
import { laneNames } from "./laneNames";

const columnIds = ["loss", "grad_norm_sq", "step_size", "v_norm_sq", "loss_grad_norm"] as const;

/** The lanes of a link after one row, each with loss 10 + its place and L* = 10. */
function board(hash: string) {
  const { lanes } = experimentOf(decodeLink(hash).link);
  // Facts are handed on as they are.
  const facts = lanes.map(() => ({ infimum: 10, factored: true }) as LaneFacts);
  const run = createHistory({ lanes: lanes.length, precision: "float64" });
  const columns = columnIds.map(() => Float64Array.from(lanes, (_, i) => 10 + i));
  run.append({ lanes: [...lanes.keys()], firstStep: 0, rows: 1, columnIds, columns });
  return boardLanes(lanes, facts, run, laneNames(lanes));
}

const draw = (hash: string, change: Partial<LaneState> = {}) => {
  const view = { ...createLaneStore().getState(), ...change };
  const options = { lanes: board(hash), view, pinNames: [], isEnded: () => false };
  return drawnLanes({ ...options, bandsOf: view.isBanded ? bandsOf : null });
};

describe("what charts draw of lanes", () => {
  it("is all of them, less those that are hidden; where one stands out the others are muted", () => {
    const looks = draw("#v=1&r=1,2,4", { hidden: new Set(["lane-1"]), highlighted: "lane-2" });
    expect(looks.map(({ label, isHidden, isMuted }) => [label, isHidden, isMuted])).toEqual([
      ["r = 1", false, true],
      ["r = 2", true, true],
      ["r = 4", false, false],
    ]);
  });

  it("is a median and a band for each configuration whose draws differ in seeds alone", () => {
    const all = draw("#v=1&r=1,2&seed=7,8,9&pseed=1", { isBanded: true });
    const shown = all.filter(({ isHidden }) => !isHidden);
    expect(shown.map(({ label, look }) => [label, look?.id, look?.quantile, look?.bandTo])).toEqual(
      [0, 1].flatMap((g) => {
        const label = `r = ${g + 1}, median of 3`;
        return [
          [label, `low-${g}`, "edge", `high-${g}`],
          [label, `high-${g}`, "edge", undefined],
          [label, `median-${g}`, "median", undefined],
        ];
      }),
    );
    // gaps 0, 1, 2 and 3, 4, 5, measured from L*
    const at = (id: string) => all.find(({ look }) => look?.id === id)!.look!.history.value("loss", 0);
    expect(["low-0", "median-0", "high-0", "median-1"].map(at)).toEqual(
      [0.2, 1, 1.8, 4].map((x) => expect.closeTo(x, 12)),
    );
  });

  it("leaves hidden draws out of the band, and shows one that stands out over it", () => {
    const all = draw("#v=1&seed=7,8,9", { isBanded: true, hidden: new Set(["lane-0"]), highlighted: "lane-1" });
    const shown = all.filter(({ isHidden }) => !isHidden);
    expect(shown.map(({ label, isMuted }) => [label, isMuted])).toEqual([
      ["seed = 8", false],
      ...Array(3).fill(["median of 2", true]),
    ]);
  });

  it("is every lane where no two differ in seeds alone", () => {
    const looks = draw("#v=1&r=1,2", { isBanded: true });
    expect(looks.map(({ label, isHidden }) => [label, isHidden])).toEqual([
      ["r = 1", false],
      ["r = 2", false],
    ]);
  });
});
