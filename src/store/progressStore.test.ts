import { describe, expect, test } from "vitest";
import { course, firstLook } from "../lessons/course";
import { createProgressStore, parseProgress, progressOf } from "./progressStore";

const lessons = [firstLook, ...course];

describe("progress kept by the browser", () => {
  test("is read back in the next visit", () => {
    let kept: string | null = null;
    const binding = {
      read: () => kept,
      write: (text: string) => {
        kept = text;
      },
    };
    const first = createProgressStore(binding, lessons);
    first.note("origin", { predicted: 1 });
    first.note("origin", { isAnswered: true });
    first.note("escape", { predicted: 0 });
    const next = createProgressStore(binding, lessons).getState();
    expect(progressOf(next, "origin")).toEqual({ predicted: 1, isAnswered: true });
    expect(progressOf(next, "escape")).toEqual({ predicted: 0, isAnswered: false });
    expect(progressOf(next, "rank")).toEqual({ predicted: null, isAnswered: false });
  });

  test("of one tab is not written over by another one", () => {
    let kept: string | null = null;
    const binding = {
      read: () => kept,
      write: (text: string) => {
        kept = text;
      },
    };
    const [one, other] = [createProgressStore(binding, lessons), createProgressStore(binding, lessons)];
    one.note("origin", { predicted: 1 });
    other.note("escape", { predicted: 0 });
    const next = createProgressStore(binding, lessons).getState();
    expect([progressOf(next, "origin").predicted, progressOf(next, "escape").predicted]).toEqual([1, 0]);
  });

  test.each([
    null,
    "",
    "{",
    "null",
    "[]",
    "7",
    '"origin"',
    '{"origin":3}',
    '{"no-such-lesson":{"predicted":0}}',
    '{"__proto__":{"predicted":0}}',
  ])("that is %j counts as none", (text) => {
    expect(parseProgress(text, lessons)).toEqual({});
  });

  test.each([-1, 3, 0.5, "1", null, {}])(
    "with prediction %j, which no choice has, keeps what else it says",
    (predicted) => {
      const text = JSON.stringify({ origin: { predicted, isAnswered: true, more: 1 } });
      expect(parseProgress(text, lessons)).toEqual({ origin: { predicted: null, isAnswered: true } });
    },
  );
});
