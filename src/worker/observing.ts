/**
 * Observing a run, fetched when the page first asks for it: what the states of checkpoints show of the stationary point V = 0 and of
 * the way of W. Between two blocks, so no call may take long; what does not fit is asked for again. The first iterates, before any
 * checkpoint, are replayed in float64.
 */
import type { Engine } from "../engine/engine";
import { FIRST_AUDITED } from "../lora/certificates/auditSteps";
import { batchLanes, type HostOps, type Lane } from "../lora/lane";
import { createObserver, type Moment, type Observation, type Observer } from "../lora/origin/observer";

/** Milliseconds after which no further moment is begun: with a block of 40 ms the worker still answers a pause within 100. */
const OBSERVING_MS = 20;

export interface Observing extends Pick<Observer, "frames"> {
  /** the observations of the first moments, as many as fit the time but at least one */
  observe(moments: readonly Moment[], now: () => number): readonly Observation[];
}

/** `ops` gives a fresh interpreter in float64, `engine` runs the first iterates in it. */
export async function createObserving(lanes: readonly Lane[], ops: () => HostOps, engine: Engine): Promise<Observing> {
  const observer = createObserver(lanes, ops);
  const first = await firstMoments(lanes, engine);
  return {
    frames: observer.frames,
    observe(moments, now) {
      const begin = now();
      const observations: Observation[] = [];
      for (const [i, moment] of moments.entries()) {
        if (i > 0 && now() - begin > OBSERVING_MS) break;
        observations.push(...observer.observe(first[moment.t] ?? moment));
      }
      return observations;
    },
  };
}

/** V_0 … of every lane up to the first iterate that is kept. */
async function firstMoments(lanes: readonly Lane[], engine: Engine): Promise<readonly Moment[]> {
  const states: Moment["states"][number][][] = Array.from({ length: FIRST_AUDITED }, () => []);
  for (const { program, lanes: members, inputs, states: starts } of batchLanes(lanes)) {
    const run = await engine.start(program, inputs, starts);
    try {
      let at = starts;
      for (const [t, all] of states.entries()) {
        if (t > 0) at = (await run.advance(1)).states;
        all.push(...members.map((lane, i) => ({ ...at[i]!, lane })));
      }
    } finally {
      run.dispose();
    }
  }
  return states.map((all, t) => ({ t, states: all }));
}
