import { describe, expect, it } from "vitest";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import { prepareLane } from "../lora/lane.fixtures";
import { config, experimentOf, playLoop, runId } from "./loop.fixtures";
import { createObserving } from "./observing";

describe("what the page asks to observe", () => {
  it("is answered for the first iterates without states, and for kept ones with theirs", async () => {
    const played = playLoop();
    played.start(1, experimentOf([{}, { method: "full" }], 100));
    await played.settle();
    const kept = played.of("block").flatMap(({ checkpoints }) => checkpoints);
    const states = kept.filter(({ t }) => t === 16);
    expect(states.map(({ lane }) => lane)).toEqual([0, 1]);
    const moments = [0, 1, 2].map((t) => ({ t, states: [] }));
    played.send({ type: "observe", runId: runId(1), moments: [...moments, { t: 16, states }] });
    await played.settle();
    const [answer] = played.of("observed");
    expect(answer!.frames).toHaveLength(2);
    expect(answer!.observations.map(({ lane, t }) => [lane, t])).toEqual(
      [0, 1, 2, 16].flatMap((t) => [
        [0, t],
        [1, t],
      ]),
    );
    // rows and observations are of the same iterates
    const rows = played.of("block").find(({ block }) => block.lanes.includes(0))!.block;
    const vSq = rows.columns[rows.columnIds.indexOf("v_norm_sq")]!;
    for (const { lane, t, projection } of answer!.observations) {
      if (lane !== 0 || t > 2) continue;
      expect(projection!.stable ** 2 + projection!.unstable ** 2 + projection!.neutral ** 2).toBeCloseTo(vSq[t]!, 12);
    }
  });

  it("is answered in part when it takes long, with one moment at least", async () => {
    const observing = await createObserving(
      [prepareLane(config, {}, new Float64Ops())],
      () => new Float64Ops(),
      createFloat64Engine(),
    );
    let time = 0;
    const slow = () => {
      time += 15;
      return time;
    };
    const moments = [0, 1, 2, 3, 4].map((t) => ({ t, states: [] }));
    expect(observing.observe(moments, slow).map(({ t }) => t)).toEqual([0, 1]);
    time = 1000;
    expect(observing.observe(moments.slice(3), () => 1e9).map(({ t }) => t)).toEqual([3, 4]);
  });
});
