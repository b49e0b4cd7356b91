import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUTO_SECONDS, createPlayback, type FrameClock, playheadAfter } from "./playback";

function manualClock(reduced = false) {
  let callback: ((milliseconds: number) => void) | null = null;
  const clock: FrameClock & { frame(milliseconds: number): void; readonly running: boolean } = {
    everyFrame(next) {
      callback = next;
      return () => {
        callback = null;
      };
    },
    prefersReducedMotion: () => reduced,
    frame: (milliseconds) => callback?.(milliseconds),
    get running() {
      return callback !== null;
    },
  };
  return clock;
}

describe("the playhead's law of motion", () => {
  it("passes a whole run in about ten seconds, equal times for equal ratios of 1 + t", () => {
    for (const T of [1, 1500, 1e8]) {
      expect(playheadAfter(0, AUTO_SECONDS, "auto", T)).toBeCloseTo(T, -Math.log10(T) + 9);
      const half = playheadAfter(0, AUTO_SECONDS / 2, "auto", T);
      expect(1 + half).toBeCloseTo(Math.sqrt(1 + T), 6);
    }
  });

  it("moves as many iterates a second as asked, or to the end at once", () => {
    expect(playheadAfter(10, 2, 30, 1000)).toBe(70);
    expect(playheadAfter(990, 2, 30, 1000)).toBe(1000);
    expect(playheadAfter(3, 0.01, "max", 1000)).toBe(1000);
  });

  it("does not depend on how time is cut into frames, and never goes back or beyond T", () => {
    const speeds = fc.oneof(fc.constant("auto" as const), fc.double({ min: 0.1, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e8 }),
        speeds,
        fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (T, speed, frames) => {
          let position = 0;
          for (const seconds of frames) {
            const next = playheadAfter(position, seconds, speed, T);
            expect(next).toBeGreaterThanOrEqual(position);
            expect(next).toBeLessThanOrEqual(T);
            position = next;
          }
          const total = frames.reduce((sum, seconds) => sum + seconds, 0);
          const atOnce = playheadAfter(0, total, speed, T);
          expect(Math.abs(position - atOnce)).toBeLessThanOrEqual(1e-9 * (1 + atOnce));
        },
      ),
      { seed: 5 },
    );
  });
});

describe("playback", () => {
  it("plays from 0 to T on animation frames and then stops asking for them", () => {
    const clock = manualClock();
    const playback = createPlayback(clock);
    playback.begin({ T: 100, computed: 100, t: 100, playing: true });
    playback.extend(100, true);
    playback.setSpeed(100);
    expect(playback.getState()).toMatchObject({ selected: 0, playing: true });
    for (let frame = 0; frame <= 32; frame++) clock.frame(1000 + frame * 15.625);
    expect(playback.getState()).toMatchObject({ selected: 50, playing: true });
    for (let frame = 0; frame <= 64; frame++) clock.frame(3000 + frame * 15.625);
    expect(playback.getState()).toMatchObject({ selected: 100, playing: false });
    expect(clock.running).toBe(false);
  });

  it("waits at the last computed iterate and goes on from there", () => {
    const playback = createPlayback(manualClock());
    playback.begin({ T: 1000, computed: 5, t: 0, playing: true });
    playback.setSpeed(10);
    playback.tick(0.2);
    expect(playback.getState().selected).toBe(2);
    playback.tick(60);
    expect(playback.getState()).toMatchObject({ selected: 5, playing: true });
    playback.extend(1000, true);
    playback.tick(0.1);
    expect(playback.getState().selected).toBe(6);
  });

  it("shows the iterate asked for as soon as it is computed", () => {
    const playback = createPlayback(manualClock());
    playback.begin({ T: 1000, computed: 31, t: 600, playing: false });
    expect(playback.getState()).toMatchObject({ selected: 31, playing: false });
    playback.extend(500, false);
    expect(playback.getState().selected).toBe(500);
    playback.extend(900, false);
    expect(playback.getState().selected).toBe(600);
    playback.select(40);
    expect(playback.getState().selected).toBe(40);
  });

  it("starts again from 0 at the end, and stays where it is paused", () => {
    const playback = createPlayback(manualClock());
    playback.begin({ T: 1000, computed: 1000, t: 1000, playing: false });
    playback.extend(1000, true);
    playback.play();
    expect(playback.getState()).toMatchObject({ selected: 0, playing: true });
    playback.setSpeed(100);
    playback.tick(0.1);
    playback.pause();
    playback.tick(5);
    expect(playback.getState()).toMatchObject({ selected: 10, playing: false });
    playback.play();
    playback.tick(0.1);
    expect(playback.getState().selected).toBe(20);
  });

  it("stops at the end of a run that ended early", () => {
    const playback = createPlayback(manualClock());
    playback.begin({ T: 1000, computed: 40, t: 0, playing: true });
    playback.setSpeed("max");
    playback.extend(57, true);
    playback.tick(0.02);
    expect(playback.getState()).toMatchObject({ selected: 57, playing: false });
  });

  it("never passes the last computed iterate, whatever is asked", () => {
    const commands = fc.oneof(
      fc.record({ kind: fc.constant("tick" as const), x: fc.double({ min: 0, max: 5, noNaN: true }) }),
      fc.record({ kind: fc.constant("select" as const), x: fc.integer({ min: -5, max: 2000 }) }),
      fc.record({ kind: fc.constant("extend" as const), x: fc.integer({ min: 0, max: 300 }) }),
      fc.record({ kind: fc.constantFrom("play" as const, "pause" as const), x: fc.constant(0) }),
    );
    fc.assert(
      fc.property(
        fc.array(commands, { maxLength: 60 }),
        fc.constantFrom("auto" as const, "max" as const, 500),
        (list, speed) => {
          const playback = createPlayback(manualClock());
          let computed = -1;
          playback.begin({ T: 1000, computed, t: 1000, playing: true });
          playback.setSpeed(speed);
          for (const { kind, x } of list) {
            if (kind === "tick") playback.tick(x);
            else if (kind === "select") playback.select(x);
            else if (kind === "extend") {
              computed = Math.min(1000, computed + x);
              playback.extend(computed, false);
            } else playback[kind]();
            expect(playback.getState().selected).toBeLessThanOrEqual(computed);
            expect(Number.isInteger(playback.getState().selected)).toBe(true);
          }
        },
      ),
      { seed: 9 },
    );
  });

  it("moves in steps of a second where motion is to be reduced", () => {
    const playback = createPlayback(manualClock(true));
    playback.begin({ T: 1000, computed: 1000, t: 0, playing: true });
    playback.setSpeed(100);
    const shown = new Set<number>();
    for (let frame = 0; frame < 200; frame++) {
      playback.tick(1 / 64);
      shown.add(playback.getState().selected);
    }
    expect([...shown]).toEqual([0, 100, 200, 300]);
  });
});
