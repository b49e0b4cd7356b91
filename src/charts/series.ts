/** What a line chart draws: its lines, where their values come from, and how they look. */
import type { LaneHistory } from "../history/types";
import { readAt } from "./geometry/crosshair";
import type { Reading } from "./geometry/reading";
import type { ColourName } from "./palette";

export type LineSource =
  /** a column of a lane, or a monotone function of one */
  | { readonly kind: "reading"; readonly history: LaneHistory; readonly reading: Reading }
  /** a function of a lane's kept rows; assumed smooth between neighbouring pixels */
  | { readonly kind: "rows"; readonly history: LaneHistory; readonly ofRow: (row: number) => number }
  /** a function of t, known for the whole run */
  | { readonly kind: "function"; readonly ofStep: (t: number) => number };

export interface Series {
  readonly id: string;
  /** short, beside the line's end; null if the line is left unlabelled */
  readonly label: string | null;
  /** in readouts and words */
  readonly name: string;
  readonly source: LineSource;
  /** "context" lines are thin and stay behind; "bound" lines are dashed; an "edge" bounds a band of lanes */
  readonly role: "line" | "context" | "bound" | "edge";
  readonly colour: ColourName;
  readonly dash: readonly number[];
  /** position in the drawing order and in the readout follows the list; false keeps a line out of the readout */
  readonly isRead?: boolean;
  /** id of the line to which the area is shaded: the gap under a bound, or the other edge of a band */
  readonly gapTo?: string;
  /** the statement that a bound is the right side of */
  readonly certificate?: string;
}

/** The value of a line at iterate t; null where it has none (yet). */
export function seriesValue(series: Series, t: number): number | null {
  const { source } = series;
  if (source.kind === "function") return source.ofStep(t);
  if (source.kind === "reading") return readAt(source.history, source.reading, t)?.value ?? null;
  const row = t <= source.history.lastStep ? source.history.rowAt(t) : -1;
  return row < 0 ? null : source.ofRow(row);
}
