/**
 * What all charts of a board share and what changes faster than React should render: playhead, crosshair and zoom. The page
 * sets it; whoever is subscribed draws once on the next animation frame, however often it was set before, or on one of those that
 * follow if a frame would get too long: who has waited longest is first, and of those that wait equally long who is looked at.
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
  /** text and strokes are this many times as large as at a desk: for a lecture hall */
  readonly magnification: number;
  /** all values at the playhead stay on, for those who hold no pointer */
  readonly isPinned: boolean;
  /** its pictures are saved: they are drawn in sight or not */
  readonly isOnPaper: boolean;
}

export interface ChartView {
  readonly state: ChartViewState;
  set(patch: Partial<ChartViewState>): void;
  /**
   * Something to draw has changed. `isOne`: what has no interval belongs together, and is drawn first, in longer frames than usual, so that no picture
   * of a run stands beside one of another for more than a frame or two, and the rest after that.
   */
  invalidate(isOne?: boolean): void;
  /** `draw` runs after every change, once. */
  onFrame(draw: () => void, pace?: Pace): Drawing;
}

export interface Drawing {
  /** something of it alone has changed */
  invalidate(): void;
  stop(): void;
}

export interface Pace {
  /** milliseconds between two drawings, at least; the last change is drawn in any case */
  readonly interval?: number;
  /** whether a hand is on it now */
  readonly isLookedAt?: () => boolean;
  /** A drawing that throws is not drawn again; who drew it is told why, and the others are drawn as ever. */
  readonly onFault?: (error: unknown) => void;
}

/** Milliseconds of a frame that drawings take, unless the first takes longer: laying out and painting take the rest. */
export const DRAWN_PER_FRAME = 4;
/** The same where drawings belong together: with new axes they are laid out for twice as long as they are drawn. */
export const DRAWN_TOGETHER = 2 * DRAWN_PER_FRAME;
/** What a drawing is taken to need before it was ever drawn. */
const GUESSED = DRAWN_PER_FRAME / 4;
/** What has an interval writes into the page, which the browser then lays out and paints: in milliseconds, about as long as this. */
export const LAID_OUT = 0.5;

/** Digits that change more often are not read, and every change of text makes the browser lay out the page. */
export const TEXT_INTERVAL = 250;

/** The part of `window` that draws: tests pass their own. */
export interface DrawingClock {
  /** calls back on the next animation frame with its time in milliseconds */
  onNextFrame(callback: (now: number) => void): void;
  after(callback: () => void, milliseconds: number): void;
  /** milliseconds, for what drawings take */
  now(): number;
}

interface Listener extends Required<Pace> {
  readonly draw: () => void;
  drawnAt: number;
  /** what drawing it is likely to take, in milliseconds: as long as the last time, or halfway back to that from longer times before */
  takes: number;
  /** the frame from which on it shows the past; null if it is up to date */
  staleSince: number | null;
}

const atRest: ChartViewState = {
  playhead: 0,
  cursor: null,
  anchor: null,
  zoom: null,
  magnification: 1,
  isPinned: false,
  isOnPaper: false,
};

export function createChartView(initial: Partial<ChartViewState> = {}, clock = browserClock): ChartView {
  const listeners = new Set<Listener>();
  let state: ChartViewState = { ...atRest, ...initial };
  let isScheduled = false;
  let isWaiting = false;
  /** the frame up to which what is stale belongs together; null once it is drawn */
  let together: number | null = null;
  /** counts up */
  let frame = 0;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    clock.onNextFrame(draw);
  }

  function draw(now: number): void {
    isScheduled = false;
    const stale = [...listeners].filter(({ staleSince }) => staleSince !== null);
    const timely = stale.filter((listener) => dueAt(listener) <= now).sort(inTurn);
    const due = together === null ? timely : timely.filter((listener) => belongs(listener, together));
    let enough = clock.now() + (together === null ? DRAWN_PER_FRAME : DRAWN_TOGETHER);
    let drawn = 0;
    for (const listener of due) {
      // drawing one may take another one away
      if (!listeners.has(listener)) continue;
      const begin = clock.now();
      if (drawn > 0 && begin + listener.takes >= enough) break;
      drawn++;
      listener.staleSince = null;
      listener.drawnAt = now;
      try {
        listener.draw();
      } catch (error) {
        listeners.delete(listener);
        listener.onFault(error);
      }
      // Where other programs took the processor meanwhile, that is soon forgotten.
      const took = Math.min(clock.now() - begin, DRAWN_PER_FRAME);
      listener.takes = Math.max(took, (listener.takes + took) / 2);
      if (listener.interval > 0) enough -= LAID_OUT;
    }
    if (drawn === due.length) together = null;
    if (drawn < timely.length) schedule();
    frame++;
    wake(Math.min(...stale.map(dueAt).filter((at) => at > now)) - now);
  }

  /** Draws what is not due before then. */
  function wake(milliseconds: number): void {
    if (isWaiting || milliseconds === Number.POSITIVE_INFINITY) return;
    isWaiting = true;
    clock.after(() => {
      isWaiting = false;
      schedule();
    }, milliseconds);
  }

  function mark(stale: Iterable<Listener>): void {
    for (const listener of stale) listener.staleSince ??= frame;
    schedule();
  }

  return {
    get state() {
      return state;
    },
    set(patch) {
      // Set values are compared, so that a pointer resting on one iterate costs nothing.
      const next = { ...state, ...patch };
      // Object.keys forgets that these are the keys of a state.
      if (Object.keys(patch).every((key) => next[key as keyof ChartViewState] === state[key as keyof ChartViewState]))
        return;
      state = next;
      mark(listeners);
    },
    invalidate(isOne = false) {
      if (isOne) together = frame;
      mark(listeners);
    },
    onFrame(listen, { interval = 0, isLookedAt = () => false, onFault = throwLater } = {}) {
      const drawnAt = Number.NEGATIVE_INFINITY;
      const pace = { interval, isLookedAt, onFault };
      const listener: Listener = { draw: listen, ...pace, drawnAt, takes: GUESSED, staleSince: frame };
      listeners.add(listener);
      schedule();
      return { invalidate: () => mark([listener]), stop: () => listeners.delete(listener) };
    },
  };
}

/** Whether a listener that is stale is one of those that belong together up to this frame. */
function belongs({ interval, staleSince }: Listener, frame: number | null): boolean {
  return interval === 0 && frame !== null && (staleSince ?? frame) <= frame;
}

const dueAt = ({ drawnAt, interval }: Listener): number => drawnAt + interval;

/** Both are stale. */
function inTurn(a: Listener, b: Listener): number {
  return (a.staleSince ?? 0) - (b.staleSince ?? 0) || Number(b.isLookedAt()) - Number(a.isLookedAt());
}

/** For those who have nobody to tell: the fault is nobody else's. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

const browserClock: DrawingClock = {
  now: () => performance.now(),
  onNextFrame: (callback) => requestAnimationFrame(callback),
  after: (callback, milliseconds) => setTimeout(callback, milliseconds),
};
