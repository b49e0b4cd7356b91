import { describe, expect, it } from "vitest";
import type { RunId } from "../protocol/messages";
import { experiment, play } from "./runClient.fixtures";

describe("the run client", () => {
  it("rests while its tab is hidden and goes on to where it was asked to, unless the user paused it", () => {
    const p = play();
    p.client.start(experiment(100), { until: 60 });
    p.ready(1);
    p.block(1, 0, 10);
    p.client.rest(true);
    expect(p.last()).toEqual({ type: "pause", runId: 1 });
    p.say({ type: "paused", runId: 1 as RunId, t: 9, stepsPerSecond: 1 });
    p.client.rest(false);
    expect(p.last()).toEqual({ type: "seek", runId: 1, t: 60 });
    expect(p.client.store.getState().status).toBe("running");
    p.client.pause();
    const sent = p.received.length;
    p.client.rest(true);
    p.client.rest(false);
    expect(p.received.length).toBe(sent);
  });

  it("does not begin to compute in a hidden tab", () => {
    const p = play();
    p.client.rest(true);
    p.client.start(experiment(100));
    expect(p.received.map(({ type }) => type)).toEqual(["start", "pause"]);
    p.client.rest(false);
    expect(p.last()).toEqual({ type: "seek", runId: 1, t: 100 });
  });

  it("says how fast it computes over the last second or two", () => {
    const p = play();
    p.client.start(experiment(1e6));
    p.ready(1);
    let t = 0;
    const rateAfter = (seconds: number, perSecond: number) => {
      for (let i = 0; i < 10 * seconds; i++) {
        p.pass(100);
        p.block(1, t, perSecond / 10);
        t += perSecond / 10;
      }
      return p.client.store.getState().stepsPerSecond;
    };
    expect(rateAfter(5, 1000)).toBeCloseTo(1000, 6);
    expect(rateAfter(1, 3000)).toBeGreaterThan(1800);
    expect(rateAfter(2, 3000)).toBeCloseTo(3000, 6);
  });
});
