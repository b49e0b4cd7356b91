/** What a chart shows, in words, from the same data: where each line starts, is now, ends, and its extremes. */
import type { LaneHistory } from "../../history/types";
import { readAt } from "./crosshair";
import { flatText, numberText, stepText } from "./numberText";
import { emptyExtremes, type Reading, readingExtremes } from "./reading";

export interface SummaryLine {
  readonly name: string;
  readonly history: LaneHistory;
  readonly reading: Reading;
}

const text = (value: number) => flatText(numberText(value));

export function lineSummary({ name, history, reading }: SummaryLine, t: number): string {
  const first = readAt(history, reading, 0);
  const last = readAt(history, reading, history.lastStep);
  if (!first || !last) return `${name}: nothing computed yet.`;
  const extremes = readingExtremes(history, reading, 0, history.rows, emptyExtremes());
  const now = readAt(history, reading, Math.min(t, history.lastStep)) ?? last;
  const parts = [
    `${name}: ${text(first.value)} at t = 0`,
    `${text(now.value)} at t = ${stepText(now.step)}`,
    `${text(last.value)} at t = ${stepText(last.step)}`,
    `between ${text(extremes.min)} and ${text(extremes.max)}`,
  ];
  const faults = [
    ...(extremes.hasNonFinite ? ["some values are not finite"] : []),
    ...(extremes.hasZero ? ["reaches zero or less"] : []),
  ];
  return `${parts
    .filter((part, i) => parts.indexOf(part) === i)
    .concat(faults)
    .join(", ")}.`;
}

/** One paragraph: the axes, then a sentence for each line. */
export function chartSummary(
  axes: { readonly x: string; readonly y: string; readonly from: number; readonly to: number },
  lines: readonly SummaryLine[],
  t: number,
): string {
  const frame = `${axes.y} vertical axis, ${axes.x} axis of iterates from ${stepText(axes.from)} to ${stepText(axes.to)}.`;
  return [frame, ...lines.map((line) => lineSummary(line, t))].join(" ");
}
