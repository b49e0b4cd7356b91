/**
 * What all charts of a board share and what changes faster than React should render: playhead, crosshair and zoom. The page
 * sets it; whoever is subscribed draws once on the next animation frame, however often it was set before.
 */
export interface ChartViewState {
  /** the iterate shown: lines are solid up to it, faint beyond */
  readonly playhead: number;
  /** the iterate under the crosshair; null if there is none */
  readonly cursor: number | null;
  /** the second cursor, from which slopes are read; null if there is none */
  readonly anchor: number | null;
  /** the window of iterates shown; null for the whole run */
  readonly zoom: readonly [number, number] | null;
}

export interface ChartView {
  readonly state: ChartViewState;
  set(patch: Partial<ChartViewState>): void;
  /** something to draw has changed: new rows, a new theme, a new size */
  invalidate(): void;
  /** `draw` runs on every frame that follows a change, once; returns how to stop */
  onFrame(draw: () => void): () => void;
}

export function createChartView(
  initial: Partial<ChartViewState> = {},
  schedule: (frame: () => void) => unknown = requestAnimationFrame,
): ChartView {
  const listeners = new Set<() => void>();
  let state: ChartViewState = { playhead: 0, cursor: null, anchor: null, zoom: null, ...initial };
  let isScheduled = false;

  function invalidate(): void {
    if (isScheduled) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      for (const draw of listeners) draw();
    });
  }

  return {
    get state() {
      return state;
    },
    set(patch) {
      // Set values are compared, so that a pointer resting on one iterate costs nothing.
      const next = { ...state, ...patch };
      const isSame = (key: keyof ChartViewState) => next[key] === state[key];
      if (isSame("playhead") && isSame("cursor") && isSame("anchor") && isSame("zoom")) return;
      state = next;
      invalidate();
    },
    invalidate,
    onFrame(draw) {
      listeners.add(draw);
      invalidate();
      return () => listeners.delete(draw);
    },
  };
}
