/** The run on screen as a lesson reads it. */
import type { LaneHistory } from "../../../history/types";
import type { LessonLane } from "../../../lessons/lesson";
import type { LaneFacts } from "../../../lora/lane";

interface Lane {
  readonly facts: LaneFacts;
  readonly history: LaneHistory;
}

export function lessonLane({ facts, history }: Lane): LessonLane {
  return {
    facts,
    last: history.lastStep,
    at(column, t) {
      const row = t <= history.lastStep ? history.rowAt(t) : -1;
      return row >= 0 && history.columnIds.includes(column) ? history.value(column, row) : Number.NaN;
    },
    firstAtMost(column, level) {
      for (let row = 0; row < history.rows; row++) {
        if (history.value(column, row) <= level) return history.stepAt(row);
      }
      return null;
    },
  };
}
