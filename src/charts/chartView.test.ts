import { expect, test } from "vitest";
import { createChartView } from "./chartView";

function manualClock() {
  const pending: ((now: number) => void)[] = [];
  const later: { callback: () => void; at: number }[] = [];
  let now = 0;
  return {
    onNextFrame: (frame: (at: number) => void) => void pending.push(frame),
    after: (callback: () => void, milliseconds: number) => void later.push({ callback, at: now + milliseconds }),
    /** A frame, some milliseconds after the last. */
    run: (milliseconds = 16) => {
      now += milliseconds;
      for (const { callback } of later.splice(0, later.findLastIndex(({ at }) => at <= now) + 1)) callback();
      for (const frame of pending.splice(0)) frame(now);
    },
    get waiting() {
      return pending.length;
    },
  };
}

test("however often the view is set before a frame, its charts draw once on it", () => {
  const frames = manualClock();
  const view = createChartView({}, frames);
  let drawn = 0;
  view.onFrame(() => drawn++);
  view.set({ playhead: 3 });
  view.set({ cursor: 7 });
  view.invalidate();
  expect(frames.waiting).toBe(1);
  frames.run();
  expect([drawn, frames.waiting]).toEqual([1, 0]);
  expect(view.state).toEqual({ playhead: 3, cursor: 7, anchor: null, zoom: null });
});

test("setting what already holds draws nothing", () => {
  const frames = manualClock();
  const view = createChartView({ playhead: 5 }, frames);
  view.set({ playhead: 5, cursor: null });
  expect(frames.waiting).toBe(0);
});

test("a chart that was taken away draws no more", () => {
  const frames = manualClock();
  const view = createChartView({}, frames);
  let drawn = 0;
  const stop = view.onFrame(() => drawn++);
  frames.run();
  stop();
  view.invalidate();
  frames.run();
  expect(drawn).toBe(1);
});

test("what has an interval runs at once and then no more often, and never misses the last change", () => {
  const frames = manualClock();
  const view = createChartView({}, frames);
  const written: number[] = [];
  let drawn = 0;
  view.onFrame(() => drawn++);
  view.onFrame(() => written.push(view.state.playhead), 100);
  for (let playhead = 1; playhead <= 10; playhead++) {
    view.set({ playhead });
    frames.run(20);
  }
  expect([written, drawn]).toEqual([[1, 6], 10]);
  frames.run(20);
  expect([written, drawn]).toEqual([[1, 6, 10], 10]);
  frames.run(200);
  view.set({ playhead: 11 });
  frames.run(20);
  expect(written).toEqual([1, 6, 10, 11]);
});
