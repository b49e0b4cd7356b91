/** What each key does, in words: for the help card and for those who watch a lecturer press it. */
import type { Commands } from "./hooks/useShortcuts";

export interface KeyWords {
  readonly keys: readonly string[];
  readonly does: string;
}

interface Shortcut extends KeyWords {
  readonly command: keyof Commands;
}

export const shortcuts: readonly Shortcut[] = [
  { command: "playOrPause", keys: ["Space"], does: "play or pause" },
  { command: "stepForward", keys: ["→", "."], does: "one step on" },
  { command: "stepBack", keys: ["←", ","], does: "one step back, when paused" },
  { command: "toStart", keys: ["Home"], does: "to t = 0" },
  { command: "toEnd", keys: ["End"], does: "to the last iterate computed" },
  { command: "restart", keys: ["R"], does: "restart with the same draw" },
  { command: "toggleY", keys: ["L"], does: "log or linear y" },
  { command: "toggleX", keys: ["X"], does: "log or linear t" },
  { command: "undo", keys: ["Ctrl", "Z"], does: "undo, with Shift redo" },
  { command: "lessons", keys: ["C"], does: "the course of lessons" },
  { command: "glossary", keys: ["G"], does: "the glossary of symbols" },
  { command: "projector", keys: ["P"], does: "projector mode, or back" },
  { command: "share", keys: ["Q"], does: "share: link, QR code, frame" },
  { command: "help", keys: ["?"], does: "this card" },
];

/** What a chart takes itself while it has the focus (charts/useCursor.ts, charts/useReader.tsx). */
export const chartKeys: readonly KeyWords[] = [
  { keys: ["←", "→"], does: "move the cursor, with Shift by a decade" },
  { keys: ["Home", "End"], does: "the cursor to either end" },
  { keys: ["↑", "↓"], does: "choose one of its lines, or all" },
  { keys: ["Enter"], does: "show the iterate at the cursor" },
  { keys: ["T"], does: "the chart as a table and in words" },
  { keys: ["H"], does: "hear the chosen line; any key stops it" },
  { keys: ["S"], does: "a second cursor here, or away" },
  { keys: ["+", "−"], does: "zoom" },
  { keys: ["Esc"], does: "no zoom, no cursors" },
];

/** What a command does, in the words of the card. */
export function wordsFor(command: keyof Commands): string {
  return shortcuts.find((shortcut) => shortcut.command === command)?.does ?? command;
}
