import { describe, expect, it, vi } from "vitest";
import type { JudgedLane, RunId } from "../protocol/messages";
import { columnIds, experiment, facts, play } from "./runClient.fixtures";

describe("the run client", () => {
  it("computes to one row and shows another where it is asked to", () => {
    const p = play();
    p.client.start(experiment(100), { until: 60, show: 5 });
    p.ready(1);
    p.block(1, 0, 61);
    expect(p.last()).toMatchObject({ type: "credit" });
    expect(p.starts()[0]).toMatchObject({ until: 60 });
    expect(p.client.store.getState().lastStep).toBe(60);
    expect(p.client.playback.getState()).toMatchObject({ selected: 5, playing: false });
  });

  it("shows a run's rows as they arrive and grants a credit for each block", () => {
    const p = play();
    p.client.start(experiment(100), { until: 60 });
    expect(p.last()).toMatchObject({ type: "start", runId: 1, until: 60, filesUrl: "http://localhost/" });
    expect(p.client.store.getState()).toMatchObject({ status: "loading", lastStep: -1 });
    p.ready(1);
    p.block(1, 0, 10);
    expect(p.last()).toEqual({ type: "credit", runId: 1, credits: 1 });
    expect(p.client.store.getState()).toMatchObject({ status: "running", lastStep: 9, facts: [facts] });
    p.block(1, 10, 51);
    p.say({ type: "paused", runId: 1 as RunId, t: 60, stepsPerSecond: 123 });
    expect(p.client.store.getState()).toMatchObject({ status: "paused", lastStep: 60, stepsPerSecond: 123 });
    expect(p.client.playback.getState()).toMatchObject({ selected: 60, playing: false });
    expect(p.client.history().lanes[0]?.value("sum_step_sizes", 60)).toBe(60);
  });

  it("takes further rows only on the frame after its first ones, so that those are seen at once", () => {
    const frames: (() => void)[] = [];
    const p = play(frames);
    p.client.start(experiment(100));
    p.ready(1);
    p.block(1, 0, 10);
    p.block(1, 10, 10);
    expect(p.client.store.getState().lastStep).toBe(9);
    for (const frame of frames.splice(0)) frame();
    expect(p.client.store.getState().lastStep).toBe(19);
  });

  it("keeps the run before on screen, as loading, until the new one has rows, then changes everything at once", () => {
    const p = play();
    p.client.start(experiment(100));
    p.ready(1);
    p.block(1, 0, 101, 7);
    p.say({ type: "done", runId: 1 as RunId, status: "finished", stepsPerSecond: 1, diverged: [] });
    const next = experiment(50);
    p.client.start(next);
    expect(p.client.store.getState()).toMatchObject({ status: "loading", lastStep: 100, experiment: { T: 100 } });
    p.ready(2);
    p.block(1, 101, 5, 7);
    expect(p.client.history().lanes[0]?.lastStep).toBe(100);
    const seen: unknown[] = [];
    p.client.store.subscribe((state) => {
      const history = p.client.history().lanes[0]!;
      seen.push([state.experiment?.T, history.value("loss", 0)]);
    });
    p.block(2, 0, 4, 9);
    expect(p.client.store.getState()).toMatchObject({ status: "running", lastStep: 3, experiment: next });
    for (const pair of seen) expect(pair).toEqual([50, 9]);
  });

  it("starts the last of the runs asked for while one was loading, and shows that one in between", () => {
    const p = play();
    p.client.start(experiment(1));
    for (const T of [2, 3, 4]) p.client.start(experiment(T));
    expect(p.starts()).toHaveLength(1);
    p.ready(1);
    p.block(1, 0, 1);
    expect(p.starts()).toHaveLength(2);
    expect(p.last()).toMatchObject({ type: "start", runId: 2, experiment: { T: 4 } });
    expect(p.client.store.getState()).toMatchObject({ status: "loading", experiment: { T: 1 }, lastStep: 0 });
    p.block(1, 1, 1);
    p.ready(2);
    p.block(2, 0, 5);
    expect(p.client.store.getState()).toMatchObject({ status: "running", experiment: { T: 4 }, lastStep: 4 });
  });

  it("goes on to the next run when the one before fails, and shows nothing under a failed one", () => {
    const p = play();
    p.client.start(experiment(10));
    p.ready(1);
    p.block(1, 0, 11);
    p.client.start(experiment(20));
    p.say({ type: "failed", runId: 2 as RunId, code: "too-large", message: "too large: 3×3 would fit" });
    expect(p.client.store.getState()).toMatchObject({
      status: "failed",
      lastStep: -1,
      experiment: { T: 20 },
      failure: { code: "too-large", message: "too large: 3×3 would fit" },
    });
    expect(p.client.history().lanes).toEqual([]);
    p.client.start(experiment(30));
    expect(p.client.store.getState()).toMatchObject({ status: "loading", failure: null });
    expect(p.last()).toMatchObject({ type: "start", runId: 3 });
  });

  it("takes a run up from the last block that came whole and was judged, when the device is lost or the worker stops", async () => {
    const p = play();
    p.client.start(experiment(1000));
    p.ready(1);
    p.block(1, 0, 100);
    // what judging remembers is passed on and not read
    const lanes = [{ lane: 0 }] as unknown as readonly JudgedLane[];
    p.say({ type: "judged", runId: 1 as RunId, lanes });
    p.block(1, 100, 20);
    p.say({ type: "failed", runId: 1 as RunId, code: "device-lost", message: "gone" });
    await vi.waitFor(() => expect(p.starts()).toHaveLength(2));
    const resumption = { states: [{ lane: 0, t: 100 }], judged: lanes, lastSteps: [119], precision: "float32" };
    expect(p.starts()[1]).toMatchObject({ runId: 2, until: 1000, experiment: { T: 1000 }, resumption });
    expect(p.connections()).toBe(1);
    p.ready(2);
    p.block(1, 120, 5);
    p.block(2, 120, 50);
    expect(p.client.store.getState()).toMatchObject({ status: "running", lastStep: 169, failure: null });
    p.crash("no more");
    await vi.waitFor(() => expect(p.starts()).toHaveLength(3));
    expect(p.connections()).toBe(2);
    expect(p.client.store.getState().takeovers).toHaveLength(1);
    p.client.start(experiment(10));
    expect(p.last()).toMatchObject({ type: "start", runId: 4, resumption: null });
  });

  it("fails instead of showing rows with a gap", () => {
    const p = play();
    p.client.start(experiment(1000));
    p.ready(1);
    p.block(1, 0, 10);
    p.block(1, 12, 10);
    expect(p.client.store.getState()).toMatchObject({ status: "failed", lastStep: 9, failure: { code: "internal" } });
  });

  it("reports lanes that end early, and the last row of those that go on", () => {
    const p = play();
    p.client.start(experiment(100, 2));
    p.ready(1, 2);
    p.block(1, 0, 10, 1, [0]);
    expect(p.client.store.getState()).toMatchObject({ status: "loading" });
    p.block(1, 0, 10, 1, [1]);
    expect(p.client.store.getState().lastStep).toBe(9);
    const end = { lane: 1, t: 12, reason: "it diverged" };
    const columns = columnIds.map(() => new Float32Array(3));
    const block = { lanes: [1], firstStep: 10, rows: 3, columnIds, columns };
    p.say({ type: "block", runId: 1 as RunId, block, checkpoints: [], diverged: [end], elapsed: 3 });
    p.block(1, 10, 30, 1, [0]);
    expect(p.client.store.getState()).toMatchObject({ lastStep: 39, diverged: [end], computeTimes: [12, 9] });
  });

  it("steps over rows that are there and computes the one that is not", () => {
    const p = play();
    p.client.start(experiment(100), { until: 9 });
    p.ready(1);
    p.block(1, 0, 10);
    p.say({ type: "paused", runId: 1 as RunId, t: 9, stepsPerSecond: 1 });
    p.client.seek(4);
    const before = p.received.length;
    p.client.stepOnce();
    expect(p.client.playback.getState().selected).toBe(5);
    expect(p.received).toHaveLength(before);
    p.client.seek(9);
    p.client.stepOnce();
    expect(p.last()).toEqual({ type: "stepOnce", runId: 1 });
    p.block(1, 10, 1);
    expect(p.client.playback.getState().selected).toBe(10);
    p.client.seek(50);
    expect(p.last()).toEqual({ type: "seek", runId: 1, t: 50 });
    p.client.resume();
    expect(p.last()).toEqual({ type: "resume", runId: 1 });
    p.client.seek(70);
    expect(p.last()).toEqual({ type: "resume", runId: 1 });
  });

  it("has one snapshot under way, then asks for the last one wanted, from the nearest checkpoint", () => {
    const p = play();
    p.client.start(experiment(100));
    p.ready(1);
    p.block(1, 0, 20);
    p.block(1, 20, 20);
    const asked = () => p.received.filter((message) => message.type === "snapshot");
    for (const t of [5, 12, 25, 39]) p.client.snapshot(0, t);
    expect(asked()).toMatchObject([{ t: 5, from: null }]);
    const change = { rows: 1, columns: 1, data: new Float64Array(1) };
    p.say({ type: "snapshot", runId: 1 as RunId, lane: 0, t: 5, asked: 5, B: null, A: null, change });
    expect(p.client.store.getState().snapshot).toEqual({ lane: 0, t: 5, asked: 5, B: null, A: null, change });
    expect(asked().at(-1)).toMatchObject({ t: 39, from: { t: 20 } });
    expect(asked()).toHaveLength(2);
  });

  it("gives each question of the plane its own answer, none once another run takes its place", async () => {
    const p = play();
    p.client.start(experiment(10));
    p.ready(1);
    p.block(1, 0, 5);
    const nudge = (epsilon: number) => p.client.plane({ kind: "nudge", epsilon });
    const [first, second, third] = [nudge(1), nudge(2), nudge(3)];
    expect(p.received.flatMap((message) => (message.type === "plane" ? message.request : []))).toEqual([1, 2, 3]);
    const answer = { kind: "nudge", previews: [], basins: [], steps: 7 } as const;
    p.say({ type: "plane", runId: 1 as RunId, request: 2, answer, reason: "" });
    p.say({ type: "plane", runId: 1 as RunId, request: 1, answer: null, reason: "no plane" });
    await expect(second).resolves.toEqual(answer);
    await expect(first).rejects.toThrow("no plane");
    p.client.start(experiment(20));
    await expect(third).resolves.toBeNull();
  });

  it("measures steps a second by the rows that arrive", () => {
    const p = play();
    p.client.start(experiment(1e6));
    p.ready(1);
    for (let i = 0; i < 50; i++) {
      p.pass(40);
      p.block(1, i * 400, 400);
    }
    expect(p.client.store.getState().stepsPerSecond).toBeCloseTo(10_000, -2);
  });

  it("plays a run, or shows the iterate, that was asked for before its first rows had come", () => {
    const p = play();
    p.client.start(experiment(100), { until: 0 });
    p.client.resume();
    p.ready(1);
    p.block(1, 0, 10);
    expect(p.client.playback.getState().playing).toBe(true);
    p.client.start(experiment(100), { play: true });
    p.client.seek(4);
    p.ready(2);
    p.block(1, 0, 10, 2);
    expect(p.client.playback.getState()).toMatchObject({ selected: 4, playing: false });
  });

  it("stops computing and playing on pause, and plays on after resume", () => {
    const p = play();
    p.client.start(experiment(1000), { play: true });
    expect(p.last()).toMatchObject({ until: 1000 });
    p.ready(1);
    p.block(1, 0, 100);
    expect(p.client.playback.getState()).toMatchObject({ selected: 0, playing: true });
    p.client.pause();
    expect(p.last()).toEqual({ type: "pause", runId: 1 });
    expect(p.client.playback.getState().playing).toBe(false);
    p.say({ type: "paused", runId: 1 as RunId, t: 99, stepsPerSecond: 5 });
    expect(p.client.store.getState().status).toBe("paused");
    p.client.resume();
    expect(p.last()).toEqual({ type: "resume", runId: 1 });
    expect(p.client.store.getState().status).toBe("running");
    expect(p.client.playback.getState().playing).toBe(true);
  });
});
