import { describe, expect, it } from "vitest";
import { DeviceLost } from "../engine/tfjs/device";
import type { Experiment, LaneConfig } from "../lora/experiment";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { createDraws } from "../math/random";
import { type PlayedFaults, playFaults, rowsOf, type Script } from "./faultyWorker.fixtures";

const T = 300;

const experimentOf = (lanes: readonly Partial<LaneConfig>[], engine: Experiment["engine"] = "webgpu"): Experiment => ({
  lanes: lanes.map((lane) => laneConfig({ m: 3, n: 2, r: 1, init: "gauss", scale: 0.5, step: "paper", ...lane })),
  T,
  engine,
});

const runs = {
  "one lane": [{}],
  "lanes of one program": [{}, { seed: 8 }, { r: 2 }],
  "several programs": [{}, { method: "full", step: "auto" }, { step: "armijo", L: 5 }],
  "lanes that diverge early": [
    {},
    { step: "constant", eta: { value: 3, perL: false } },
    { method: "full", step: "auto" },
  ],
  chains: [
    { method: "cola", step: "auto", period: 7 },
    { method: "rac", step: "auto", mseed: 3 },
    { method: "galore", step: "auto", period: 5 },
    { method: "sgd", step: "auto", loss: "regression", N: 20, batch: 3 },
  ],
} as const satisfies Readonly<Record<string, readonly Partial<LaneConfig>[]>>;

/** What a run leaves: every row, and every verdict. */
async function outcomeOf(play: PlayedFaults) {
  await play.until("finished", "diverged", "failed");
  const { status, ledgers, diverged } = play.state();
  return { status, rows: rowsOf(play), ledgers, diverged: diverged.toSorted((a, b) => a.lane - b.lane) };
}

async function undisturbed(experiment: Experiment) {
  const play = playFaults();
  play.client.start(experiment);
  return outcomeOf(play);
}

/** Fails at random events, `times` in all and never so that the run would be given up. */
function randomFaults(seed: number, times: number): { readonly script: Script; readonly kinds: string[] } {
  const draws = createDraws(seed);
  const kinds: string[] = [];
  let rest = 0;
  return {
    kinds,
    script({ at, engine, crash }) {
      if (kinds.length >= times || rest-- > 0 || draws.uniform() > 0.4) return;
      const kind = at === "deliver" || draws.uniform() < 0.3 ? "crash" : "lost";
      kinds.push(`${kind} on ${at}, ${engine}`);
      // some steps until the next one: faults without a row in between are tested on their own
      rest = 12;
      if (kind === "crash") return crash();
      throw draws.uniform() < 0.5
        ? new DeviceLost("The GPU was lost: injected")
        : new RangeError("Out of memory: injected");
    },
  };
}

describe.each(Object.entries(runs))("a run of %s", (_, lanes) => {
  it.each(["webgpu", "float64"] as const)(
    "that loses devices and workers at random ends as if nothing had happened: %s",
    async (engine) => {
      const experiment = experimentOf(lanes, engine);
      const expected = await undisturbed(experiment);
      let faults = 0;
      for (let seed = 1; seed <= 6; seed++) {
        const { script, kinds } = randomFaults(seed, 4);
        const play = playFaults(script);
        play.client.start(experiment);
        const outcome = await outcomeOf(play);
        expect({ seed, kinds, ...outcome }).toEqual({ seed, kinds, ...expected });
        faults += kinds.length;
      }
      expect(faults).toBeGreaterThan(12);
    },
  );
});

describe("a fault", () => {
  it("is told in one sentence with the iterate, and the engine that failed twice at it is left for the next one", async () => {
    const play = playFaults(({ at, engine, count }) => {
      if (at === "advance" && engine === "webgpu" && count >= 2) throw new DeviceLost("The GPU was lost: destroyed.");
    });
    play.client.start(experimentOf([{}]));
    const { rows, status } = await outcomeOf(play);
    expect(status).toBe("finished");
    expect(rows).toEqual((await undisturbed(experimentOf([{}]))).rows);
    const { takeovers, adapter, precision } = play.state();
    const t = takeovers[0]!.firstSteps[0]!;
    expect(takeovers.map(({ message }) => message)).toEqual([
      `The GPU was lost: destroyed; the run goes on from t = ${t} on WebGPU, set up again.`,
      `The GPU was lost: destroyed; the run goes on from t = ${t} on WebGL (float32).`,
    ]);
    expect(adapter).toMatchObject({ engine: "webgl", reasons: [`WebGPU failed twice at t = ${t}.`] });
    expect(precision).toBe("float32");
  });

  it("for the third time in a run leaves an engine for the next one, though rows came in between", async () => {
    const play = playFaults(({ at, engine, count }) => {
      if (at === "advance" && engine === "webgpu" && count % 4 === 3) throw new DeviceLost("The GPU was lost.");
    });
    play.client.start(experimentOf([{}]));
    await play.until("finished");
    expect(play.state().takeovers.map(({ to }) => to.engine)).toEqual(["webgpu", "webgpu", "webgl"]);
    expect(play.state().adapter?.reasons).toEqual([
      expect.stringMatching(/^WebGPU failed 3 times in this run, last at t = \d+\.$/),
    ]);
  });

  it("that comes again whatever is tried ends the run clearly, with everything recorded still there", async () => {
    const play = playFaults(({ at, count }) => {
      if (at === "advance" && count >= 3) throw new RangeError("Out of memory");
    });
    play.client.start(experimentOf([{}]));
    await play.until("failed");
    const { lastStep, failure, takeovers } = play.state();
    expect(lastStep).toBeGreaterThan(0);
    expect(takeovers.map(({ to }) => to.engine)).toEqual(["webgpu", "webgl", "float64"]);
    expect(failure).toMatchObject({ code: "out-of-memory" });
    expect(failure?.message).toContain(
      `3 attempts to go on from t = ${lastStep + 1} failed; everything up to t = ${lastStep} is kept.`,
    );
    expect(rowsOf(play)[0]!.steps).toEqual(Array.from({ length: lastStep + 1 }, (_, t) => t));
    play.client.start({ ...experimentOf([{}], "float64"), T: 0 });
    expect(play.state().failure).toBeNull();
  });

  it("before the first row starts the run again", async () => {
    let left = 2;
    const play = playFaults(({ at }) => {
      if (at === "start" && left-- > 0) throw new DeviceLost("The GPU was lost.");
    });
    play.client.start(experimentOf([{}]));
    expect(await outcomeOf(play)).toEqual(await undisturbed(experimentOf([{}])));
  });

  it("of a worker that rests leaves the run as it was: paused it stays paused, finished it stays finished", async () => {
    const play = playFaults();
    play.client.start(experimentOf([{}]), { until: 60 });
    for (const t of [60, 61, 150]) {
      if (t === 61) play.client.stepOnce();
      if (t === 150) play.client.seek(150);
      await play.reaches(t);
      await play.until("paused");
      for (let crashes = 0; crashes < 5; crashes++) {
        play.crash();
        for (let i = 0; i < 50; i++) await play.turn();
        expect(play.state()).toMatchObject({ status: "paused", lastStep: t });
      }
    }
    play.client.resume();
    await play.until("finished");
    play.crash();
    for (let i = 0; i < 50; i++) await play.turn();
    expect({ ...(await outcomeOf(play)) }).toEqual(await undisturbed(experimentOf([{}])));
  });

  it("does not lose what was asked meanwhile: a row to seek, single steps, a pause", async () => {
    const play = playFaults();
    play.client.start(experimentOf([{}]), { until: 60 });
    await play.until("paused");
    play.client.seek(200);
    play.crash();
    await play.reaches(200);
    await play.until("paused");
    play.client.stepOnce();
    play.client.stepOnce();
    play.crash();
    await play.reaches(202);
    await play.until("paused");
    expect(play.state().lastStep).toBe(202);
    play.client.resume();
    play.crash();
    play.client.pause();
    await play.until("paused");
    expect(play.state().lastStep).toBeLessThan(T);
  });

  it("does not lose questions: matrices at an iterate, and what is asked of the plane", async () => {
    const play = playFaults();
    play.client.start(experimentOf([{}]));
    await play.until("finished");
    play.client.snapshot(0, 50);
    play.crash();
    while (play.state().snapshot === null) await play.turn();
    expect(play.state().snapshot).toMatchObject({ lane: 0, t: 50 });
    const placed = play.client.plane({ kind: "place", choice: null, lanes: [0], states: [[]], last: 10 });
    play.crash();
    expect(await placed).toMatchObject({ kind: "place" });
    play.crash();
    const heights = play.client.plane({ kind: "heights", window: { x: 0, y: 0, half: 1 }, size: 5 });
    expect(await heights).toMatchObject({ kind: "heights" });
  });
});
