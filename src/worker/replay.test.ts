import { describe, expect, it } from "vitest";
import { Float64Ops } from "../engine/float64/ops";
import { batchLanes } from "../lora/lane";
import { prepareLane } from "../lora/lane.fixtures";
import { config, experimentOf, playLoop, runId } from "./loop.fixtures";
import { REPLAY_LIMIT_MS, replay } from "./replay";

describe("a snapshot", () => {
  it("replays to t from a checkpoint and from the start alike", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}, { r: 2 }], 500));
    await played.settle();
    const from = played
      .of("block")
      .flatMap(({ checkpoints }) => checkpoints)
      .filter(({ lane }) => lane === 0)[1]!;
    played.send({ type: "snapshot", runId: runId(1), lane: 0, t: from.t + 40, from: null });
    await played.sends("snapshot", 1);
    played.send({ type: "snapshot", runId: runId(1), lane: 0, t: from.t + 39, from });
    played.send({ type: "snapshot", runId: runId(1), lane: 0, t: from.t + 40, from });
    await played.sends("snapshot", 3);
    const [first, , third] = played.of("snapshot");
    expect(third).toEqual(first);
    expect(first).toMatchObject({
      t: from.t + 40,
      asked: from.t + 40,
      B: { rows: 3, columns: 1 },
      A: { rows: 1, columns: 2 },
    });
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 2; j++) {
        expect(first!.change.data[2 * i + j]).toBeCloseTo(first!.B!.data[i]! * first!.A!.data[j]!, 12);
      }
    }
  });

  it("shows V_0 at t = 0 and fails with a sentence for a lane that is not there", async () => {
    const played = playLoop();
    const B = { rows: 3, columns: 1, data: Float64Array.of(1, 2, 3) };
    const A = { rows: 1, columns: 2, data: Float64Array.of(4, 5) };
    played.start(1, experimentOf([{ init: "user", B, A }], 10));
    played.send({ type: "snapshot", runId: runId(1), lane: 0, t: 0, from: null });
    played.send({ type: "snapshot", runId: runId(1), lane: 7, t: 0, from: null });
    await played.sends("failed", 1);
    expect(played.of("snapshot")[0]?.change.data).toEqual(Float64Array.of(4, 5, 8, 10, 12, 15));
    expect(played.of("failed")).toMatchObject([{ message: "there is no lane 7: the run has 1" }]);
  });
});

describe("a replay that would take too long", () => {
  it("gives the state that it started from, having tried for a fraction of the limit", async () => {
    const [batch] = batchLanes([prepareLane(config, {}, new Float64Ops())]);
    const from = { t: 40, state: batch!.states[0]! };
    // chunks of 1, 2, 4 … rows: a clock that doubles with each is one of a millisecond a row
    let time = 0;
    const now = () => {
      time = 2 * time + 1;
      return time;
    };
    const far = await replay(batch!.program, batch!.inputs[0]!, from, 40 + 2 ** 24, now);
    expect(far).toBe(from);
    expect(time).toBeLessThan(REPLAY_LIMIT_MS);
    time = 0;
    const near = await replay(batch!.program, batch!.inputs[0]!, from, 100, now);
    expect(near.t).toBe(100);
  });
});
