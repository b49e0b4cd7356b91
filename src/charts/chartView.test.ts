import { expect, test } from "vitest";
import { createChartView } from "./chartView";

function manualFrames() {
  const pending: (() => void)[] = [];
  return {
    schedule: (frame: () => void) => pending.push(frame),
    run: () => {
      for (const frame of pending.splice(0)) frame();
    },
    get waiting() {
      return pending.length;
    },
  };
}

test("however often the view is set before a frame, its charts draw once on it", () => {
  const frames = manualFrames();
  const view = createChartView({}, frames.schedule);
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
  const frames = manualFrames();
  const view = createChartView({ playhead: 5 }, frames.schedule);
  view.set({ playhead: 5, cursor: null });
  expect(frames.waiting).toBe(0);
});

test("a chart that was taken away draws no more", () => {
  const frames = manualFrames();
  const view = createChartView({}, frames.schedule);
  let drawn = 0;
  const stop = view.onFrame(() => drawn++);
  frames.run();
  stop();
  view.invalidate();
  frames.run();
  expect(drawn).toBe(1);
});
