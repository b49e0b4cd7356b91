/** What a line does, in words, from the data that draws it: where it starts, is now, ends, its extremes, its slope. */
import type { LaneHistory } from "../../history/types";
import { readAt } from "../geometry/crosshair";
import { flatText, grouped, numberText, stepText } from "../geometry/numberText";
import { emptyExtremes, type Reading, readingExtremes } from "../geometry/reading";
import { slopeBetween, slopeWords } from "../geometry/slope";

export interface SummaryLine {
  readonly name: string;
  readonly history: LaneHistory;
  readonly reading: Reading;
}

export interface Moments {
  /** the iterate shown */
  readonly shown: number;
  /** between which iterates the slope is told; null on axes that are not both in decades */
  readonly slope: readonly [from: number, to: number] | null;
}

const text = (value: number) => flatText(numberText(value));

/** Changes below this share of a value are told as none. */
const STILL = 1e-3;

/** "falls from 8 at t = 0 to 2 at t = 3": the ends alone, since what lies between is told by the extremes. */
function trend(first: { step: number; value: number }, last: { step: number; value: number }): string {
  const at = ({ step, value }: { step: number; value: number }) => `${text(value)} at t = ${stepText(step)}`;
  if (first.step === last.step) return at(first);
  const change = last.value - first.value;
  if (!Number.isFinite(change)) return `from ${at(first)} to ${at(last)}`;
  if (Math.abs(change) <= STILL * Math.abs(first.value)) return `from ${at(first)} to ${at(last)}, hardly changed`;
  const verb = change > 0 ? "rises" : "falls";
  const decades = Math.abs(Math.log10(last.value / first.value));
  const by = decades >= 1 && Number.isFinite(decades) ? `, by ${decades.toFixed(1)} decades` : "";
  return `${verb} from ${at(first)} to ${at(last)}${by}`;
}

export function lineWords({ name, history, reading }: SummaryLine, { shown, slope }: Moments): string {
  const first = readAt(history, reading, 0);
  const last = readAt(history, reading, history.lastStep);
  if (!first || !last) return `${name}: nothing computed yet.`;
  const extremes = readingExtremes(history, reading, 0, history.rows, emptyExtremes());
  const now = readAt(history, reading, Math.min(shown, history.lastStep)) ?? last;
  const isBetween = now.step !== first.step && now.step !== last.step;
  const parts = [
    trend(first, last),
    ...(isBetween ? [`${text(now.value)} at t = ${stepText(now.step)}, which is shown`] : []),
    `between ${text(extremes.min)} and ${text(extremes.max)}`,
    ...slopePart(history, reading, slope),
    ...(extremes.hasNonFinite ? ["some values are not finite"] : []),
    ...(extremes.hasZero ? ["reaches zero or less"] : []),
  ];
  return `${name}: ${parts.join("; ")}.`;
}

function slopePart(history: LaneHistory, reading: Reading, slope: Moments["slope"]): readonly string[] {
  if (!slope) return [];
  const [from, to] = slope.map((t) => readAt(history, reading, Math.min(t, history.lastStep)));
  if (!from || !to) return [];
  const value = slopeBetween(from.step, from.value, to.step, to.value);
  if (Number.isNaN(value)) return [];
  const exponent = grouped(value.toFixed(2));
  const words = slopeWords(value, from.step, to.step);
  return [`slope ${exponent} from t = ${stepText(from.step)} to ${stepText(to.step)}, ${words}`];
}
