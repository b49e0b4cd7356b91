/** A chart as it is read without seeing it: lines by name, their values, their heights in the picture, and all of it in words. */
import type { ChartView } from "../chartView";

export interface ReadableLine {
  readonly id: string;
  readonly name: string;
  /** null where it has none (yet) */
  value(t: number): number | null;
  /** 0 at the bottom of the picture, 1 at its top; NaN where it has no place there, as zero on a log axis */
  height(t: number): number;
}

export interface ReadableChart {
  readonly title: string;
  /** what its heights are even in: "log y" */
  readonly heights: string;
  readonly view: ChartView;
  /** the last iterate of the run */
  readonly T: number;
  lines(): readonly ReadableLine[];
  /** trend, extremes, slopes and bounds as far as the run has come */
  summary(): string;
  /** the iterate at a share of the way from left to right */
  stepAt(share: number): number;
}

/** What is read of a chart now. It outlives renders: keys and cards change it. */
export interface Voice {
  /** id of the chosen line; null for all of them */
  line: string | null;
  /** the line is heard as a tone: nothing else is to be said meanwhile */
  isPlaying: boolean;
}
