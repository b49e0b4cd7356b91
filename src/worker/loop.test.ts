import { describe, expect, it } from "vitest";
import { isAudited } from "../lora/certificates/auditSteps";
import { expectedLosses, experimentOf, lossesOf, playLoop, runId } from "./loop.fixtures";
import { MAX_ROWS } from "./schedule";

describe("a run", () => {
  it("sends rows 0 … T without gap or repetition, in blocks that a page can store, then done", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}], 1000));
    await played.settle();
    expect(played.sent[0]?.type).toBe("ready");
    expect(lossesOf(played, 0)).toEqual(await expectedLosses({}, 1001));
    let next = 0;
    for (const { block } of played.of("block")) {
      expect(block.firstStep).toBe(next);
      next += block.rows;
    }
    expect(played.of("done")).toMatchObject([{ status: "finished", diverged: [] }]);
    expect(played.sent.at(-1)?.type).toBe("done");
  });

  it("transfers each block's columns and states, none of them twice", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}, { seed: 8 }], 300));
    await played.settle();
    const blocks = played.of("block");
    const buffers = blocks.flatMap(({ block, checkpoints }) => [
      ...block.columns.map((column) => column.buffer),
      ...checkpoints.flatMap(({ theta }) => theta.map((X) => X.data.buffer)),
    ]);
    expect(played.transferred).toEqual(buffers);
    expect(new Set(buffers).size).toBe(buffers.length);
    expect(
      blocks.every(({ block, checkpoints }) => checkpoints.every(({ t }) => t === block.firstStep + block.rows)),
    ).toBe(true);
  });

  it("advances lanes of different programs together", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}, { method: "full", step: "constant" }, { step: "constant" }], 400));
    const last = [-1, -1, -1];
    await played.settle();
    for (const { block } of played.of("block")) {
      for (const lane of block.lanes) {
        expect(block.firstStep).toBe(last[lane]! + 1);
        last[lane] = block.firstStep + block.rows - 1;
      }
      // the batch that computes is the one furthest behind, or level with it
      expect(Math.min(...last)).toBeGreaterThanOrEqual(block.firstStep - 1);
    }
    expect(last).toEqual([400, 400, 400]);
    expect(lossesOf(played, 2)).toEqual(await expectedLosses({ step: "constant" }, 401));
  });

  it("sends only while it holds credits", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}], 1000), { credits: 2 });
    await played.settle();
    expect(played.of("block")).toHaveLength(2);
    played.send({ type: "credit", runId: runId(1), credits: 3 });
    await played.settle();
    expect(played.of("block")).toHaveLength(5);
    expect(lossesOf(played, 0)).toEqual((await expectedLosses({}, 1001)).slice(0, lossesOf(played, 0).length));
    played.send({ type: "credit", runId: runId(1), credits: 1e6 });
    await played.settle();
    expect(lossesOf(played, 0)).toHaveLength(1001);
  });

  it("adapts blocks to 30 to 100 ms, from a first one under 20 ms, unless an audited iterate ends them", async () => {
    for (const msPerRow of [0.001, 0.05, 0.3, 7]) {
      const played = playLoop({ duration: (rows) => rows * msPerRow });
      const T = Math.ceil(2000 / msPerRow);
      played.start(1, experimentOf([{}], T), { credits: 100 });
      await played.settle();
      const times = played.lengths.map((rows) => rows * msPerRow);
      if (msPerRow < 1) expect(times[0]).toBeLessThan(20);
      expect(Math.max(...times.slice(1))).toBeLessThanOrEqual(100);
      const ends = played.of("block").map(({ block }) => block.firstStep + block.rows);
      const grown = times.findIndex((time, i) => time >= 30 || played.lengths[i]! >= MAX_ROWS);
      const tooShort = ends.filter((end, i) => {
        const rows = end - (ends[i - 1] ?? 0);
        return grown >= 0 && i > grown && end <= T && rows * msPerRow < 30 && rows < MAX_ROWS && !isAudited(end, T);
      });
      expect(tooShort).toEqual([]);
    }
  });

  it("shortens blocks at once when steps become slower", async () => {
    let slow = 1;
    const played = playLoop({ duration: (rows) => rows * 0.1 * slow });
    played.start(1, experimentOf([{}], 100_000), { credits: 10 });
    await played.settle();
    slow = 10;
    played.send({ type: "credit", runId: runId(1), credits: 3 });
    await played.settle();
    const [first, ...rest] = played.lengths.slice(10);
    expect(first! * 0.1 * slow).toBeLessThanOrEqual(500);
    for (const rows of rest) expect(rows * 0.1 * slow).toBeLessThanOrEqual(100);
  });

  it("stops after the block under way when paused, and goes on where it stopped", async () => {
    const played = playLoop();
    let between = 0;
    played.betweenBlocks = () => {
      if (++between === 3) played.send({ type: "pause", runId: runId(1) });
    };
    played.start(1, experimentOf([{}], 1000));
    await played.settle();
    expect(played.of("block")).toHaveLength(3);
    const last = lossesOf(played, 0).length - 1;
    expect(played.of("paused")).toMatchObject([{ t: last }]);
    played.send({ type: "resume", runId: runId(1) });
    await played.settle();
    expect(lossesOf(played, 0)).toEqual(await expectedLosses({}, 1001));
    expect(played.of("done")).toHaveLength(1);
  });

  it("answers the plane of a run that failed and is then paused", async () => {
    const played = playLoop({
      planeInTurns: true,
      tamper: () => {
        throw new Error("the device is gone");
      },
    });
    played.start(1, experimentOf([{}], 1000));
    await played.settle();
    expect(played.of("failed")).toHaveLength(1);
    played.send({ type: "pause", runId: runId(1) });
    const question = { kind: "place", choice: null, lanes: [0], states: [[]], last: 1000 } as const;
    played.send({ type: "plane", runId: runId(1), request: 1, question });
    await played.settle();
    expect(played.of("plane")).toMatchObject([{ request: 1, reason: "" }]);
  });

  it("computes up to `until`, one row a step, and on to where it is sent", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}, { method: "full" }], 1000), { until: 10 });
    const rows = () => [lossesOf(played, 0).length, lossesOf(played, 1).length];
    await played.settle();
    expect(rows()).toEqual([11, 11]);
    expect(played.of("paused")).toMatchObject([{ t: 10 }]);
    played.send({ type: "stepOnce", runId: runId(1) });
    await played.settle();
    expect(rows()).toEqual([12, 12]);
    played.send({ type: "stepOnce", runId: runId(1) });
    played.send({ type: "stepOnce", runId: runId(1) });
    await played.settle();
    expect(rows()).toEqual([14, 14]);
    played.send({ type: "seek", runId: runId(1), t: 500 });
    await played.settle();
    expect(rows()).toEqual([501, 501]);
    expect(played.of("paused").at(-1)).toMatchObject({ t: 500 });
    played.send({ type: "seek", runId: runId(1), t: 1e9 });
    await played.settle();
    expect(rows()).toEqual([1001, 1001]);
    expect(played.of("done")).toMatchObject([{ status: "finished" }]);
  });

  it("gives a single row for T = 0", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}], 0));
    await played.settle();
    expect(lossesOf(played, 0)).toHaveLength(1);
    expect(played.of("done")).toHaveLength(1);
  });
});

describe("a run that is replaced or cancelled", () => {
  it("stops, frees its engine run and is not heard of again", async () => {
    const played = playLoop();
    let between = 0;
    played.betweenBlocks = () => {
      if (++between === 2) played.start(2, experimentOf([{ seed: 9 }], 200));
    };
    played.start(1, experimentOf([{}], 1e6));
    await played.settle();
    const firstOfSecond = played.sent.findIndex((message) => "runId" in message && message.runId === 2);
    expect(played.sent.slice(firstOfSecond).every((message) => "runId" in message && message.runId === 2)).toBe(true);
    expect(lossesOf(played, 0, 2)).toEqual(await expectedLosses({ seed: 9 }, 201));
    expect(played.live()).toBe(1);
  });

  it("says that it was cancelled", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}], 1e6), { credits: 2 });
    await played.settle();
    played.send({ type: "cancel", runId: runId(1) });
    await played.settle();
    expect(played.of("done")).toMatchObject([{ status: "cancelled" }]);
    expect(played.live()).toBe(0);
  });

  it("ignores commands and starts of stale runs", async () => {
    const played = playLoop();
    played.start(5, experimentOf([{}], 100), { credits: 1 });
    await played.settle();
    const before = played.sent.length;
    played.send({ type: "credit", runId: runId(4), credits: 9 });
    played.send({ type: "cancel", runId: runId(4) });
    played.start(5, experimentOf([{}], 100));
    played.start(3, experimentOf([{}], 100));
    await played.settle();
    expect(played.sent).toHaveLength(before);
  });

  it("leaves one engine run of 50 restarts", async () => {
    const played = playLoop();
    for (let id = 1; id <= 50; id++) {
      played.start(id, experimentOf([{ seed: id }], 1e6), { credits: 1 });
      if (id % 3 === 0) await played.settle();
    }
    await played.settle();
    expect(played.live()).toBe(1);
  });
});

describe("the ledger of a run", () => {
  it("judges every iterate of every lane, audits on the way, and is complete before the run is done", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}, { method: "full", step: "auto" }], 300));
    await played.settle();
    for (const lane of [0, 1]) {
      const reports = played.of("ledger").filter((report) => report.lane === lane);
      expect(reports.at(-1)!.t).toBe(300);
    }
    const last = played.of("ledger").findLast((report) => report.lane === 0)!;
    const entry = (id: string) => last.entries.find((each) => each.id === id)!;
    expect(entry("lemma2")).toMatchObject({ verdict: "holds", evaluated: 300 });
    // t = 0 … 15, then 32 a decade up to 300, and the last
    expect(entry("gradient-form").evaluated).toBeGreaterThan(16 + 32);
    expect(entry("gradient-form").verdict).toBe("holds");
    expect(played.sent.at(-1)?.type).toBe("done");
  });

  it("on a float32 engine recomputes a failing step in float64: a false row alone is no violation", async () => {
    const played = playLoop({
      info: { precision: "float32" },
      // The recorded loss jumps up at t = 40; the iterates are as they should be.
      tamper: ([loss], rows, firstStep) => {
        if (firstStep <= 40 && 40 < firstStep + rows) loss![40 - firstStep]! *= 1.5;
      },
    });
    played.start(1, experimentOf([{}], 100));
    await played.settle();
    const { entries } = played.of("ledger").at(-1)!;
    expect(entries.filter((entry) => entry.verdict === "violated")).toEqual([]);
    expect(entries.find((entry) => entry.id === "lemma2")!.verdict).toBe("holds");
  });

  it.each([1, 4, 13])("on a float32 engine finds real failures whatever the blocks, here of %i rows", async (rows) => {
    // L = 0.01 breaks rule (8): told that the constant is 1, Lemma 2 applies and fails, in float64 too.
    const lying = { L: 4, Lhat: 4, step: "constant", eta: { value: 0.6, perL: false }, m: 3, n: 2 };
    const played = playLoop({ info: { precision: "float32" }, duration: () => 40 / rows });
    played.start(1, experimentOf([lying], 12));
    await played.settle();
    const { entries } = played.of("ledger").at(-1)!;
    // Outside its assumptions a failure is told in the reason, once each step has been recomputed.
    expect(entries.find((entry) => entry.id === "lemma2")!.reason).toMatch(/fails from t = \d+/);
  });

  it("on the float64 engine the same row is a violation, with its t", async () => {
    const played = playLoop({
      tamper: ([loss], rows, firstStep) => {
        if (firstStep <= 40 && 40 < firstStep + rows) loss![40 - firstStep]! *= 1.5;
      },
    });
    played.start(1, experimentOf([{}], 100));
    await played.settle();
    const lemma2 = played
      .of("ledger")
      .at(-1)!
      .entries.find((entry) => entry.id === "lemma2")!;
    expect([lemma2.verdict, lemma2.firstViolation, lemma2.violations]).toEqual(["violated", 39, 1]);
  });
});
