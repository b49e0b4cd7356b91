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
  /**
   * `draw` runs on every frame that follows a change, once; returns how to stop. With an interval in milliseconds it runs on the
   * first such frame and then no more often than that, the last change included.
   */
  onFrame(draw: () => void, interval?: number): () => void;
}

/** Digits that change more often are not read, and every change of text makes the browser lay out the page. */
export const TEXT_INTERVAL = 250;

/** The part of `window` that draws: tests pass their own. */
export interface DrawingClock {
  /** calls back on the next animation frame with its time in milliseconds */
  onNextFrame(callback: (now: number) => void): void;
  after(callback: () => void, milliseconds: number): void;
}

interface Listener {
  readonly draw: () => void;
  readonly interval: number;
  drawnAt: number;
  isStale: boolean;
}

export function createChartView(initial: Partial<ChartViewState> = {}, clock = browserClock): ChartView {
  const listeners = new Set<Listener>();
  let state: ChartViewState = { playhead: 0, cursor: null, anchor: null, zoom: null, ...initial };
  let isScheduled = false;
  let isWaiting = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    clock.onNextFrame(draw);
  }

  function draw(now: number): void {
    isScheduled = false;
    let earliest = Number.POSITIVE_INFINITY;
    for (const listener of listeners) {
      if (!listener.isStale) continue;
      const due = listener.drawnAt + listener.interval;
      if (now < due) {
        earliest = Math.min(earliest, due);
        continue;
      }
      listener.isStale = false;
      listener.drawnAt = now;
      listener.draw();
    }
    if (earliest === Number.POSITIVE_INFINITY || isWaiting) return;
    isWaiting = true;
    clock.after(() => {
      isWaiting = false;
      schedule();
    }, earliest - now);
  }

  function invalidate(): void {
    for (const listener of listeners) listener.isStale = true;
    schedule();
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
    onFrame(listen, interval = 0) {
      const listener = { draw: listen, interval, drawnAt: Number.NEGATIVE_INFINITY, isStale: true };
      listeners.add(listener);
      schedule();
      return () => listeners.delete(listener);
    },
  };
}

const browserClock: DrawingClock = {
  onNextFrame: (callback) => requestAnimationFrame(callback),
  after: (callback, milliseconds) => setTimeout(callback, milliseconds),
};
