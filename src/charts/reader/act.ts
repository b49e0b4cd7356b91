/** What the keys of a focused chart do that concern its lines one by one: choose one, hear it. */
import { hear, stopHearing } from "./hear";
import type { ReadableChart, ReadableLine, Voice } from "./readable";

/** The chosen line, else the first. */
export function lineOfVoice(chart: ReadableChart, voice: Voice): ReadableLine | undefined {
  const lines = chart.lines();
  return lines.find(({ id }) => id === voice.line) ?? lines[0];
}

/** Up and down lead through the lines and, past either end, back to all of them. */
export function chooseLine(chart: ReadableChart, voice: Voice, by: -1 | 1): void {
  const ids = [null, ...chart.lines().map(({ id }) => id)];
  const at = Math.max(0, ids.indexOf(voice.line));
  voice.line = ids.at((at + by) % ids.length) ?? null;
  const { view, T } = chart;
  // The values stand where the cursor is.
  view.set({ cursor: view.state.cursor ?? Math.min(view.state.playhead, T) });
  view.invalidate();
}

/** Plays the chosen line; stops if one is heard. */
export function hearOrStop(chart: ReadableChart, voice: Voice): void {
  const line = lineOfVoice(chart, voice);
  if (!stopHearing() && line) hear(chart, line, voice);
}
