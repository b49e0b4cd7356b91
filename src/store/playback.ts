/**
 * The playhead: which iterate is shown. It moves over what is computed, by the clock of animation frames, and never passes the
 * last computed iterate; computation runs ahead of it.
 */
import { createStore, type StoreApi } from "zustand/vanilla";

/** "auto": the whole run in AUTO_SECONDS, even in log(1 + t); a number: iterates a second; "max": as far as computed. */
export type Speed = "auto" | "max" | number;

export const AUTO_SECONDS = 10;
/** With reduced motion the picture changes in steps of this many seconds. */
const REDUCED_MOTION_SECONDS = 1;
/** A frame later than this (a hidden tab, a sleeping machine) counts as this long. */
const LONGEST_FRAME_SECONDS = 0.25;

/** Where the playhead is, `seconds` after it was at `position`, in a run of T steps: a real number, at most T. */
export function playheadAfter(position: number, seconds: number, speed: Speed, T: number): number {
  if (speed === "max") return T;
  if (speed === "auto") return Math.min(T, Math.expm1(Math.log1p(position) + (seconds * Math.log1p(T)) / AUTO_SECONDS));
  return Math.min(T, position + seconds * speed);
}

export interface PlaybackState {
  /** the iterate shown; −1 before the first */
  readonly selected: number;
  readonly playing: boolean;
  readonly speed: Speed;
}

export interface PlaybackActions {
  /** A new run is on screen: T steps, rows up to `computed`. The playhead goes to `t` as soon as it is computed, or plays from 0. */
  begin(run: { readonly T: number; readonly computed: number; readonly t: number; readonly playing: boolean }): void;
  /** Rows up to t are computed; `ended`: there will be no more. */
  extend(computed: number, ended: boolean): void;
  /** Plays on; from 0 if the playhead is at the end. */
  play(): void;
  pause(): void;
  /** Moves the playhead, as far as is computed now and on to t as it is computed; stops playing. */
  select(t: number): void;
  setSpeed(speed: Speed): void;
  /** Time passes: what animation frames call. */
  tick(seconds: number): void;
  dispose(): void;
}

export type Playback = StoreApi<PlaybackState> & PlaybackActions;

/** The part of `window` that moves the playhead: tests pass their own. */
export interface FrameClock {
  /** Calls back on each animation frame with milliseconds until the returned function is called. */
  everyFrame(callback: (milliseconds: number) => void): () => void;
  prefersReducedMotion(): boolean;
}

export function createPlayback(clock: FrameClock = browserClock): Playback {
  const store = createStore<PlaybackState>(() => ({ selected: -1, playing: false, speed: "auto" }));
  let T = 0;
  let computed = -1;
  let ended = false;
  /** where the playhead is or, while paused, where it goes: a real number */
  let position = 0;
  let waiting = 0;
  let stopFrames: (() => void) | null = null;

  const end = () => (ended ? Math.min(T, computed) : T);

  function show(playing = store.getState().playing): void {
    const selected = Math.min(Math.floor(position), computed);
    const before = store.getState();
    if (before.selected !== selected || before.playing !== playing) store.setState({ selected, playing });
    if (playing) run();
    else stop();
  }

  function run(): void {
    if (stopFrames !== null) return;
    let last: number | null = null;
    stopFrames = clock.everyFrame((milliseconds) => {
      const seconds = last === null ? 0 : (milliseconds - last) / 1000;
      last = milliseconds;
      tick(Math.min(seconds, LONGEST_FRAME_SECONDS));
    });
  }

  function stop(): void {
    stopFrames?.();
    stopFrames = null;
    waiting = 0;
  }

  function tick(seconds: number): void {
    const { playing, speed } = store.getState();
    if (!playing) return;
    waiting += seconds;
    if (clock.prefersReducedMotion() && waiting < REDUCED_MOTION_SECONDS) return;
    // the playhead waits at the last computed iterate instead of jumping ahead when more arrive
    position = Math.min(playheadAfter(position, waiting, speed, T), Math.max(computed, 0));
    waiting = 0;
    show(position < end());
  }

  return Object.assign(store, {
    begin(next: { readonly T: number; readonly computed: number; readonly t: number; readonly playing: boolean }) {
      T = next.T;
      computed = next.computed;
      ended = false;
      waiting = 0;
      position = next.playing ? 0 : Math.min(next.t, T);
      show(next.playing);
    },
    extend(nextComputed: number, nextEnded: boolean) {
      computed = nextComputed;
      ended = nextEnded;
      show();
    },
    play() {
      // what was asked for but not computed is not where playing starts
      position = Math.max(0, Math.min(position, computed));
      if (position >= end()) position = 0;
      show(true);
    },
    pause() {
      position = Math.max(0, Math.min(position, computed));
      show(false);
    },
    select(t: number) {
      position = Math.max(0, Math.min(Math.floor(t), T));
      show(false);
    },
    setSpeed: (speed: Speed) => store.setState({ speed }),
    tick,
    dispose: stop,
  });
}

const browserClock: FrameClock = {
  everyFrame(callback) {
    let handle = requestAnimationFrame(function frame(milliseconds) {
      handle = requestAnimationFrame(frame);
      callback(milliseconds);
    });
    return () => cancelAnimationFrame(handle);
  },
  prefersReducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
};
