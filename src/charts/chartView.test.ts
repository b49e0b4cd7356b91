import { describe, expect, test } from "vitest";
import { createChartView, DRAWN_PER_FRAME, DRAWN_TOGETHER, LAID_OUT } from "./chartView";

function manualClock() {
  const pending: ((now: number) => void)[] = [];
  const later: { callback: () => void; at: number }[] = [];
  let now = 0;
  let spent = 0;
  return {
    now: () => spent,
    /** drawing takes that long */
    spend: (milliseconds: number) => {
      spent += milliseconds;
    },
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
  expect(view.state).toMatchObject({ playhead: 3, cursor: 7, anchor: null, zoom: null });
});

test("setting what already holds draws nothing", () => {
  const frames = manualClock();
  const view = createChartView({ playhead: 5 }, frames);
  view.set({ playhead: 5, cursor: null });
  expect(frames.waiting).toBe(0);
});

test("a chart that fails to draw says why once, and the others are drawn as ever", () => {
  const frames = manualClock();
  const view = createChartView({}, frames);
  const faults: unknown[] = [];
  let drawn = 0;
  const onFault = (error: unknown) => faults.push(error);
  view.onFrame(
    () => {
      throw "no canvas";
    },
    { onFault },
  );
  view.onFrame(() => drawn++);
  for (let frame = 0; frame < 3; frame++) {
    view.invalidate();
    frames.run();
    frames.run();
  }
  expect(faults).toEqual(["no canvas"]);
  expect(drawn).toBe(3);
});

test("a chart that was taken away draws no more", () => {
  const frames = manualClock();
  const view = createChartView({}, frames);
  let drawn = 0;
  const drawing = view.onFrame(() => drawn++);
  frames.run();
  drawing.stop();
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
  view.onFrame(() => written.push(view.state.playhead), { interval: 100 });
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

describe("where a frame would get too long", () => {
  /** Charts a, b, c, d …, each of which takes 40 % of what a frame has for drawing. */
  function board(lookedAt: string | null = null, names = "abcd") {
    const frames = manualClock();
    const view = createChartView({}, frames);
    const drawn: string[] = [];
    for (const name of names) {
      const draw = () => {
        drawn.push(`${name}${view.state.playhead}`);
        frames.spend(0.4 * DRAWN_PER_FRAME);
      };
      view.onFrame(draw, { isLookedAt: () => name === lookedAt });
    }
    const frame = () => {
      frames.run();
      return drawn.splice(0).join(" ");
    };
    return { view, frame, frames };
  }

  test("the charts that are left are drawn on the next frames, and then no more", () => {
    const { frame, frames } = board();
    expect([frame(), frame()]).toEqual(["a0 b0", "c0 d0"]);
    expect(frames.waiting).toBe(0);
  });

  test("what would not end within it waits for the next one", () => {
    const frames = manualClock();
    const view = createChartView({}, frames);
    const drawn: string[] = [];
    for (const [name, share] of Object.entries({ short: 0.2, long: 0.9, brief: 0.2 })) {
      view.onFrame(() => {
        drawn.push(name);
        frames.spend(share * DRAWN_PER_FRAME);
      });
    }
    const frame = () => {
      frames.run();
      return drawn.splice(0).join(" ");
    };
    expect([frame(), frame()]).toEqual(["short long", "brief"]);
    for (let playhead = 1; playhead < 5; playhead++) {
      view.set({ playhead });
      for (let i = 0; i < 3; i++) frame();
    }
    view.set({ playhead: 5 });
    // By now it is known what each takes.
    expect([frame(), frame(), frame()]).toEqual(["short", "long", "brief"]);
  });

  test("who has waited longest is first, and shows what holds by then", () => {
    const { view, frame } = board();
    frame();
    view.set({ playhead: 1 });
    expect([frame(), frame(), frame()]).toEqual(["c1 d1", "a1 b1", ""]);
  });

  test("while changes never end all charts are drawn equally often", () => {
    const { view, frame } = board("b");
    const count = new Map<string, number>();
    for (let playhead = 1; playhead <= 40; playhead++) {
      view.set({ playhead });
      for (const [name] of frame().split(" ")) count.set(name!, (count.get(name!) ?? 0) + 1);
    }
    expect([...count.values()]).toEqual([20, 20, 20, 20]);
  });

  test("of those that wait equally long the one that is looked at is first", () => {
    const { view, frame } = board("c");
    expect([frame(), frame()]).toEqual(["c0 a0", "b0 d0"]);
    view.set({ cursor: 5 });
    expect(frame()).toBe("c0 a0");
  });

  test("what belongs together comes before all else, in few longer frames, though changes never end", () => {
    // A longer frame holds five of them.
    const { view, frame, frames } = board(null, "abcdefg");
    let texts = 0;
    view.onFrame(() => texts++, { interval: 50 });
    for (let i = 0; i < 4; i++) frame();
    frames.run(100);
    texts = 0;
    view.set({ playhead: 1 });
    view.invalidate(true);
    expect(DRAWN_TOGETHER).toBe(5 * 0.4 * DRAWN_PER_FRAME);
    expect([frame(), texts]).toEqual(["a1 b1 c1 d1 e1", 0]);
    view.set({ playhead: 2 });
    // Of those that belong together f and g are left; then all comes in turn again, the text first, since it has waited longest.
    expect([frame(), texts]).toEqual(["f2 g2", 0]);
    expect([frame(), texts]).toEqual(["a2 b2", 1]);
  });

  test("what many texts make the browser do counts as drawing", () => {
    const { view, frame, frames } = board();
    const texts = 2 + DRAWN_PER_FRAME / LAID_OUT;
    let written = 0;
    for (let i = 0; i < texts; i++) view.onFrame(() => written++, { interval: 50 });
    frame();
    frame();
    expect(written).toBeLessThan(texts);
    for (let i = 0; i < 3; i++) frame();
    expect(written).toBe(texts);
    expect(frames.waiting).toBe(0);
  });

  test("a drawing that takes longer than a frame has is drawn nevertheless, alone", () => {
    const { frames, view, frame } = board();
    frame();
    frame();
    view.onFrame(() => frames.spend(3 * DRAWN_PER_FRAME), { isLookedAt: () => true });
    view.invalidate();
    expect([frame(), frame(), frame()]).toEqual(["", "a0 b0", "c0 d0"]);
  });
});

test("a drawing of which something has changed is drawn again without the others", () => {
  const frames = manualClock();
  const view = createChartView({}, frames);
  let [one, other] = [0, 0];
  const drawing = view.onFrame(() => one++);
  view.onFrame(() => other++);
  frames.run();
  drawing.invalidate();
  frames.run();
  expect([one, other]).toEqual([2, 1]);
});
