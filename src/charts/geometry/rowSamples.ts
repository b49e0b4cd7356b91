/**
 * A curve that is a function of kept rows, assumed smooth: its value at the first row of each pixel column, and at the last row of
 * all. As with `samples.ts`, an update evaluates only what is new.
 */
import type { LaneHistory } from "../../history/types";
import { PointBuffer, type Samples, type StepAxis } from "./samples";

export interface RowSampler {
  update(history: LaneHistory, ofRow: (row: number) => number, axis: StepAxis, positive: boolean): Samples;
}

export function createRowSampler(): RowSampler {
  const points = new PointBuffer();
  let seen: readonly unknown[] = [];
  let lastStep = -1;
  /** first column without a point that stays */
  let column = 0;

  return {
    update(history, ofRow, axis, positive) {
      const now = [history, ofRow, axis, positive];
      const isExtended = now.every((part, i) => part === seen[i]) && history.lastStep >= lastStep;
      if (isExtended && history.lastStep === lastStep) return points;
      if (!isExtended) {
        seen = now;
        points.restart(2 * axis.columns + 1);
        column = 0;
      }
      points.unsettle();
      lastStep = history.lastStep;

      const push = (row: number) => {
        const value = ofRow(row);
        const isDrawable = Number.isFinite(value) && (value > 0 || !positive);
        points.push(axis.scale.position(history.stepAt(row)), isDrawable ? value : Number.NaN);
      };
      const { edges, columns } = axis;
      const { rows } = history;
      for (; column < columns; column++) {
        const end = edges[column + 1]!;
        const row = history.rowAt(edges[column]! - 1) + 1;
        if (row >= rows) break;
        if (history.stepAt(row) >= end) continue;
        push(row);
        points.settle();
      }
      const last = Math.min(rows, history.rowAt(edges[columns]! - 1) + 1) - 1;
      if (last >= 0 && history.stepAt(last) >= edges[0]!) push(last);
      return points;
    },
  };
}
