/** Where a run can be taken up again: its lanes as of the last block of each that came whole, with what judging remembered then. */
import type { Checkpoint, JudgedLane, Resumption } from "../protocol/messages";

export interface ResumePoint {
  /** States after a block that came. */
  take(states: readonly Checkpoint[]): void;
  /** The block has been judged: its lanes can go on from those states. */
  judge(lanes: readonly JudgedLane[]): void;
  of(run: Omit<Resumption, "states" | "before" | "judged">): Resumption;
}

export function createResumePoint(): ResumePoint {
  const taken = new Map<number, Checkpoint>();
  const states = new Map<number, Checkpoint>();
  const before = new Map<number, Checkpoint>();
  const judged = new Map<number, JudgedLane>();

  function move(lane: number, from: Map<number, Checkpoint>, to: Map<number, Checkpoint>): void {
    const state = from.get(lane);
    if (state) to.set(lane, state);
  }

  return {
    take(after) {
      for (const state of after) taken.set(state.lane, state);
    },
    judge(lanes) {
      for (const memory of lanes) {
        judged.set(memory.lane, memory);
        move(memory.lane, states, before);
        move(memory.lane, taken, states);
      }
    },
    of: (run) => ({
      ...run,
      states: [...states.values()],
      before: [...before.values()],
      judged: [...judged.values()],
    }),
  };
}
