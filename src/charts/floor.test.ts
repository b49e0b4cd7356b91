import { expect, test } from "vitest";
import { asSingle, stepInSingle } from "../engine/agreement/singlePrecision.fixtures";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import type { LaneHistory } from "../history/types";
import { batchLanes } from "../lora/lane";
import { prepareLane } from "../lora/lane.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import type { LaneState } from "../lora/program";
import { floorSeries } from "./floor";

const T = 200;
const lane = prepareLane(
  laneConfig({ m: 4, n: 3, r: 1, trank: 1, L: 1, init: "gauss", step: "star", scale: 0.5 }),
  {},
  new Float64Ops(),
);
const [batch] = batchLanes([lane]);

/** Rows of a run as a chart reads them. */
const historyOf = (rows: readonly (readonly number[])[]): LaneHistory =>
  ({
    rows: rows.length,
    stepAt: (row: number) => row,
    value: (column: "loss", row: number) => rows[row]![batch!.program.columns.indexOf(column)]!,
  }) as unknown as LaneHistory; // what the series reads of it

/** The same run on a float32 machine, row by row, and in float64. */
async function runs() {
  let states: readonly LaneState[] = batch!.states.map((state) => ({ ...state, theta: state.theta.map(asSingle) }));
  const single: number[][] = [];
  for (let t = 0; t <= T; t++) {
    const block = stepInSingle(batch!, states);
    single.push(block.columns.map((column) => column[0]!));
    states = block.states;
  }
  const { columns } = await (await createFloat64Engine().start(batch!.program, batch!.inputs, batch!.states)).advance(
    T + 1,
  );
  return { single, double: single.map((_, t) => columns.map((column) => column[t]!)) };
}

test("the floor is drawn where float32 stops while float64 goes on, and not before", async () => {
  const { single, double } = await runs();
  for (const [chart, column] of [
    ["loss", 0],
    ["gradient", 1],
  ] as const) {
    const seriesOf = (precision: "float32" | "float64", rows: readonly (readonly number[])[]) =>
      floorSeries(chart, { index: 0, theory: lane.facts.theory, history: historyOf(rows) }, precision)[0]!.source;
    const source = seriesOf("float32", single);
    const floor = (row: number) => (source.kind === "rows" ? source.ofRow(row) : Number.NaN);
    // Well above it float32 follows float64, and no floor is drawn.
    const follows = single.findIndex((_, t) => Number.isFinite(floor(t)));
    expect(follows).toBeGreaterThan(5);
    for (let t = 0; t < follows; t++) expect(single[t]![column]! / double[t]![column]!).toBeCloseTo(1, 1);
    // In the end float64 is far below, float32 is not, and what it still says lies within the floor.
    expect(double[T]![column]!).toBeLessThan(1e-6 * floor(T));
    expect(single[T]![column]!).toBeLessThanOrEqual(floor(T));
    expect(single[T]![column]!).toBeGreaterThan(100 * double[T]![column]!);
    const inDouble = seriesOf("float64", double);
    expect(inDouble.kind === "rows" && inDouble.ofRow(follows)).toBeNaN();
  }
});
