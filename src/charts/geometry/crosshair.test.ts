import fc from "fast-check";
import { expect, test } from "vitest";
import { plainHistory } from "../history.fixtures";
import { moveCursor, pinchedWindow, readAt, stepAtPixel, windowBetween, zoomedWindow } from "./crosshair";
import { stepScale } from "./scale";

const log = stepScale("log", [0, 10000], 400);

test("the readout is the value at the kept row, and nothing where the lane has not come", () => {
  const history = plainHistory({ loss: [5, 4, 3, 2, 1] }, 2);
  expect(readAt(history, { column: "loss" }, 3)).toEqual({ step: 2, value: 3 });
  expect(readAt(history, { column: "loss", map: (v) => v - 1 }, 4)).toEqual({ step: 4, value: 0 });
  expect(readAt(history, { column: "loss" }, 5)).toBeNull();
});

test("the iterate under a pixel is within the window and the run", () => {
  expect([stepAtPixel(log, -20, 10000), stepAtPixel(log, 0, 10000), stepAtPixel(log, 999, 10000)]).toEqual([
    0, 0, 10000,
  ]);
  expect(stepAtPixel(log, log.position(100), 10000)).toBe(100);
  expect(stepAtPixel(stepScale("linear", [50, 60], 100), -3, 10000)).toBe(50);
});

test("an arrow always moves by at least one iterate, and Home and End reach the ends", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), (t) => {
      expect(moveCursor(log, t, "right", 10000)).toBeGreaterThan(t);
      expect(moveCursor(log, t, "left", 10000)).toBeLessThan(t);
    }),
  );
  expect([moveCursor(log, 77, "start", 10000), moveCursor(log, 77, "end", 10000)]).toEqual([0, 10000]);
});

test("with Shift an arrow moves by a decade, through 1 and 0", () => {
  const steps = [0];
  for (let k = 0; k < 6; k++) steps.push(moveCursor(log, steps.at(-1)!, "decade-right", 10000));
  expect(steps).toEqual([0, 1, 10, 100, 1000, 10000, 10000]);
  expect([100, 1, 0].map((t) => moveCursor(log, t, "decade-left", 10000))).toEqual([10, 0, 0]);
});

test("a drag selects the iterates between its ends, a slip of the hand none", () => {
  expect(windowBetween(log, log.position(1000), log.position(10), 10000)).toEqual([10, 1000]);
  expect(windowBetween(log, 100, 100.5, 10000)).toBeNull();
});

test("zooming in keeps the iterate under the pointer in the window, zooming out ends at the whole run", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10000 }), fc.double({ min: 0.3, max: 0.95, noNaN: true }), (t, factor) => {
      // Close to the end of a log axis a slight zoom still reaches from 0 to the end, and the whole run is no window.
      const [from, to] = zoomedWindow(log, log.position(t), factor, 10000) ?? [0, 10000];
      expect(from).toBeLessThanOrEqual(t);
      expect(to).toBeGreaterThanOrEqual(t);
    }),
  );
  expect(zoomedWindow(stepScale("log", [10, 1000], 400), 200, 4, 10000)).toBeNull();
});

test("a pinch shows the window in which the iterates under the fingers stand where the fingers went", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  for (const kind of ["log", "linear"] as const) {
    const whole = stepScale(kind, [0, 10000], 400);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 500, max: 4999 }), share, (from, width, at) => {
        const window = [from, from + width] as const;
        const zoomed = stepScale(kind, window, 400);
        // Two iterates of that window, its quarter apart.
        const pair = [100 + 100 * at, 250 + 100 * at].map((pixel) => zoomed.invert(pixel)) as [number, number];
        const [before, after] = [whole, zoomed].map(({ position }) => pair.map(position) as [number, number]);
        fc.pre(before![1] - before![0] > 16);
        expect(pinchedWindow(whole, before!, after!, 10000)).toEqual(window);
      }),
    );
  }
});

test("fingers that meet or cross, or leave too few iterates, change nothing; drawn together they show the whole run", () => {
  expect(pinchedWindow(log, [100, 200], [150, 155], 10000)).toBe("as it is");
  expect(pinchedWindow(log, [100, 200], [200, 100], 10000)).toBe("as it is");
  expect(pinchedWindow(log, [0, 20], [0, 400], 10000)).toBe("as it is");
  expect(pinchedWindow(log, [0, 400], [100, 300], 10000)).toBeNull();
  expect(pinchedWindow(stepScale("linear", [100, 200], 400), [100, 300], [100, 300], 10000)).toEqual([100, 200]);
});
