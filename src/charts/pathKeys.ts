/** Keys on a picture of paths: they move the cursor along the iterates, in decades, and read the picture. */
import type { KeyboardEvent } from "react";
import type { ChartView } from "./chartView";
import { moveCursor } from "./geometry/crosshair";
import { stepScale } from "./geometry/scale";
import { cursorMove } from "./useCursor";

/** Pixels that the iterates would be wide: a key moves by one of them, or by an iterate where that is more. */
const WIDTH = 400;

interface Keyed {
  readonly view: ChartView;
  readonly T: number;
  /** true if it means something */
  readonly onKey: (key: string) => boolean;
}

export function handlePathKey(event: KeyboardEvent<HTMLElement>, { view, T, onKey }: Keyed): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const move = cursorMove(event);
  if (move) {
    const t = view.state.cursor ?? Math.min(view.state.playhead, T);
    view.set({ cursor: moveCursor(stepScale("log", [0, T], WIDTH), t, move, T) });
  } else if (event.key === "Escape") view.set({ cursor: null });
  else if (!onKey(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}
