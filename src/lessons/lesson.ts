/** A lesson: one run, a question to answer before it plays, where to look, and the answer with the numbers of this run. */
import type { LaneFacts } from "../lora/lane";

/** Columns that every lane has. */
export type LessonColumn =
  | "loss"
  | "grad_norm_sq"
  | "step_size"
  | "v_norm_sq"
  | "sum_step_sizes"
  | "min_grad_norm_sq"
  | "accuracy_source"
  | "accuracy_target";

/** What a lesson reads of a lane that is computed to its end. */
export interface LessonLane {
  readonly facts: LaneFacts;
  /** the last iterate: T, or where the lane diverged */
  readonly last: number;
  /** the column at iterate t; NaN where the lane has none */
  at(column: LessonColumn, t: number): number;
  /** the first iterate at which the column is at most `level`; null if there is none */
  firstAtMost(column: LessonColumn, level: number): number | null;
}

/** How numbers are written where the answer is shown. */
export type NumberWriter = (value: number) => string;

export interface Lesson {
  /** kebab-case, published: the `lesson` key of a link */
  readonly id: string;
  readonly title: string;
  readonly link: string;
  /** asked before the run plays */
  readonly question: string;
  readonly choices: readonly string[];
  /** index of the right choice */
  readonly right: number;
  readonly look: { readonly chart: "loss" | "gradient" | "step" | "norm" | "origin"; readonly at: string };
  /** a few sentences; the lanes are those of the link */
  answer(lanes: readonly LessonLane[], write: NumberWriter): string;
}

/** Lanes by position; a lesson knows how many its link has. */
export function laneOf(lanes: readonly LessonLane[], index: number): LessonLane {
  const lane = lanes[index];
  if (!lane) throw new RangeError(`the lesson reads lane ${index}, but its run has ${lanes.length}`);
  return lane;
}
