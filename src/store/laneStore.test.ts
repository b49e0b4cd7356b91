import { describe, expect, it } from "vitest";
import { freezeLane } from "../history/frozenLane";
import { createHistory, HISTORY_BYTES, HISTORY_ROWS } from "../history/history";
import { decodeLink, experimentOf } from "../permalink/link";
import type { RunId } from "../protocol/messages";
import { createLaneStore, MAX_PINS, type Pin } from "./laneStore";
import { pinLane } from "./pinLane";
import type { RunClient } from "./runClient";
import { columnIds, experiment, facts, play } from "./runClient.fixtures";

/** A pinned lane of so many rows. */
function pinOf(rows: number): Omit<Pin, "id" | "place"> {
  const history = createHistory({ lanes: 1, precision: "float64" });
  const columns = columnIds.map(() => new Float64Array(rows));
  history.append({ lanes: [0], firstStep: 0, rows, columnIds, columns });
  const config = experimentOf(decodeLink("#v=1").link).lanes[0]!;
  const adapter = {
    engine: "float64",
    precision: "float64",
    name: "",
    software: true,
    execution: "",
    reasons: [],
  } as const;
  return {
    config,
    facts,
    history: freezeLane(history.lanes[0]!, rows),
    hash: "#v=1",
    adapter,
    changes: [],
    computeTime: 1,
    divergence: null,
  };
}

describe("the store of lanes", () => {
  it("charges pinned rows to the limits of the next run, and gives them back", () => {
    const store = createLaneStore();
    expect(store.room()).toEqual({ rowLimit: HISTORY_ROWS, byteLimit: HISTORY_BYTES });
    store.pin(pinOf(100));
    store.pin(pinOf(50));
    const [first, second] = store.getState().pins;
    expect(store.room()).toEqual({
      rowLimit: HISTORY_ROWS - 150,
      byteLimit: HISTORY_BYTES - first!.history.bytes - second!.history.bytes,
    });
    store.unpin(first!.id);
    expect(store.room().rowLimit).toBe(HISTORY_ROWS - 50);
  });

  it("keeps the look of a pinned lane when another is unpinned, and gives the free one to the next", () => {
    const store = createLaneStore();
    for (let i = 0; i < 3; i++) store.pin(pinOf(4));
    store.unpin("pin-1");
    expect(store.getState().pins.map(({ id, place }) => [id, place])).toEqual([
      ["pin-0", 0],
      ["pin-2", 2],
    ]);
    store.pin(pinOf(4));
    expect(store.getState().pins.at(-1)).toMatchObject({ id: "pin-3", place: 1 });
  });

  it("takes no more pins than can be told apart", () => {
    const store = createLaneStore();
    for (let i = 0; i < MAX_PINS + 2; i++) store.pin(pinOf(4));
    expect(store.getState().pins).toHaveLength(MAX_PINS);
  });

  it("forgets what was said of lanes that the run no longer has, not of pinned ones", () => {
    const store = createLaneStore();
    store.pin(pinOf(4));
    for (const id of ["lane-0", "lane-3", "pin-0"] as const) store.toggleHidden(id);
    store.highlight("lane-3");
    store.forget(2);
    expect(store.getState()).toMatchObject({ hidden: new Set(["lane-0", "pin-0"]), highlighted: null });
    store.highlight("pin-0");
    store.unpin("pin-0");
    expect(store.getState()).toMatchObject({ hidden: new Set(["lane-0"]), highlighted: null, pins: [] });
  });
});

describe("pinning a lane of the run", () => {
  const link = decodeLink("#v=1&r=2,8&T=9").link;
  const shownBy = ({ store, history }: RunClient) => ({ run: store.getState(), history: history(), link });
  /** A run of two lanes computed up to t. */
  function run(t: number) {
    const p = play();
    p.client.start({ ...experimentOf(link), engine: "float64" });
    p.ready(1, 2);
    p.block(1, 0, t + 1, 7, [0, 1]);
    return p;
  }

  it("waits for the lane's end, then keeps its rows, its own link and its time while other runs come", () => {
    const lanes = createLaneStore();
    const early = run(5);
    expect(pinLane(1, shownBy(early.client), lanes)).toBe(false);
    const p = run(9);
    expect(pinLane(1, shownBy(p.client), lanes)).toBe(true);
    p.client.start(experiment(4));
    p.ready(2);
    p.block(2, 0, 5, 1);
    const [pin] = lanes.getState().pins;
    expect(pin!.hash).toBe("#v=1&r=8&T=9&engine=float64");
    expect([pin!.history.rows, pin!.history.value("loss", 9)]).toEqual([10, 7]);
    // two lanes share a block of 6 ms
    expect(pin!.computeTime).toBe(3);
  });

  it("pins the run that was on screen when it was asked to, though another has taken its place", () => {
    const lanes = createLaneStore();
    const p = run(9);
    const shown = shownBy(p.client);
    p.client.start(experiment(4));
    p.ready(2);
    p.block(2, 0, 5, 1);
    expect(pinLane(0, shown, lanes)).toBe(true);
    const [pin] = lanes.getState().pins;
    expect([pin!.hash, pin!.history.value("loss", 9)]).toEqual(["#v=1&r=2&T=9&engine=float64", 7]);
  });

  it("keeps a lane that ended early as soon as it has", () => {
    const lanes = createLaneStore();
    const p = run(5);
    const end = { lane: 0, t: 6, reason: "it diverged" };
    const block = { lanes: [0], firstStep: 6, rows: 1, columnIds, columns: columnIds.map(() => new Float32Array(1)) };
    p.say({ type: "block", runId: 1 as RunId, block, checkpoints: [], diverged: [end], elapsed: 1 });
    expect(pinLane(0, shownBy(p.client), lanes)).toBe(true);
    expect(lanes.getState().pins[0]).toMatchObject({ divergence: end, computeTime: 4 });
  });

  it("keeps fewer rows where the history is nearly full, and none where it is", () => {
    const p = run(9);
    const source = p.client.history().lanes[0]!;
    const cell = freezeLane(source, 1).bytes;
    const room = (rows: number) => ({
      ...createLaneStore(),
      room: () => ({ rowLimit: 1, byteLimit: p.client.history().bytes + rows * cell }),
    });
    expect(pinLane(0, shownBy(p.client), room(9))).toBe(false);
    expect(pinLane(0, shownBy(p.client), room(10))).toBe(true);
  });
});
