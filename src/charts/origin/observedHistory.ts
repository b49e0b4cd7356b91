/** Observations of a lane as rows of a history, so that line charts draw them: one row for each iterate that was observed. */
import type { LaneHistory } from "../../history/types";
import type { Observation } from "../../lora/origin/observer";

/** `read` gives the observations so far, in order of t; the same list with more at its end as the run goes on. */
export function observedHistory(lane: number, read: () => readonly Observation[]): LaneHistory {
  return {
    lane,
    get rows() {
      return read().length;
    },
    get lastStep() {
      return read().at(-1)?.t ?? -1;
    },
    bucketSize: 1,
    columnIds: [],
    stepAt: (row) => read()[row]!.t,
    rowAt(t) {
      const rows = read();
      let low = -1;
      for (let high = rows.length; high - low > 1; ) {
        const middle = (low + high) >> 1;
        if (rows[middle]!.t <= t) low = middle;
        else high = middle;
      }
      return low;
    },
    // lines over observations are functions of rows: no column is read
    value: () => Number.NaN,
    extremes: (_column, _from, _to, out) => out,
  };
}
