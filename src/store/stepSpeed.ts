/** Iterates a second as rows arrive, over one to two windows. */
const WINDOW_MS = 1000;
/** Below this there is nothing to divide by. */
const KNOWN_MS = 100;

export interface StepSpeed {
  /** The speed when the last iterate is `step`; null while it is not known. */
  at(step: number): number | null;
  /** Measures from now on: what came before was a pause. */
  restart(step: number): void;
}

export function createStepSpeed(now: () => number): StepSpeed {
  /** the two latest moments, a window apart: the earlier one counts */
  let earlier = { time: now(), step: -1 };
  let later = earlier;
  return {
    at(step) {
      const moment = { time: now(), step };
      if (moment.time - later.time > WINDOW_MS) {
        earlier = later;
        later = moment;
      }
      const elapsed = moment.time - earlier.time;
      return elapsed > KNOWN_MS ? (1000 * (step - earlier.step)) / elapsed : null;
    },
    restart(step) {
      earlier = { time: now(), step };
      later = earlier;
    },
  };
}
