import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAnnouncer, MESSAGE_INTERVAL } from "./announcer";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Messages with the time at which each was said. */
function heard() {
  const announcer = createAnnouncer();
  const said: { words: string; at: number }[] = [];
  const start = Date.now();
  announcer.subscribe(() => said.push({ words: announcer.last()?.words ?? "", at: Date.now() - start }));
  return { announce: announcer.announce, said };
}

test("what comes at once is said in turn, two seconds apart", () => {
  const { announce, said } = heard();
  for (const words of ["a", "b", "b"]) announce(words);
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual([
    { words: "a", at: 0 },
    { words: "b", at: 2000 },
    { words: "b", at: 4000 },
  ]);
});

test("a message after a silence is said at once, and one soon after another waits for the rest of its time", () => {
  const { announce, said } = heard();
  announce("a");
  vi.advanceTimersByTime(1500);
  announce("b");
  vi.advanceTimersByTime(6000);
  announce("c");
  vi.advanceTimersByTime(0);
  expect(said).toEqual([
    { words: "a", at: 0 },
    { words: "b", at: 2000 },
    { words: "c", at: 7500 },
  ]);
});

test("words that are taken back while they wait are not said, and hold nobody up", () => {
  const { announce, said } = heard();
  announce("a");
  vi.advanceTimersByTime(1);
  announce("old")();
  announce("new");
  vi.advanceTimersByTime(10_000);
  expect(said.map(({ words }) => words)).toEqual(["a", "new"]);
});

test("whatever comes whenever, no two messages are nearer than two seconds and none is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 30 }), (pauses) => {
      const { announce, said } = heard();
      pauses.forEach((pause, i) => {
        vi.advanceTimersByTime(pause);
        announce(`${i}`);
      });
      vi.advanceTimersByTime(100_000);
      expect(said.map(({ words }) => words)).toEqual(pauses.map((_, i) => `${i}`));
      for (const [i, { at }] of said.entries())
        expect(at - (said[i - 1]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(MESSAGE_INTERVAL);
    }),
  );
});
