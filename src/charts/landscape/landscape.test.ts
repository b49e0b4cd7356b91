import { describe, expect, test } from "vitest";
import { landscapeLayout, shifted, zoomed } from "./layout";
import { strengthAt } from "./marks";
import { nearestStep, snapped } from "./pointing";
import { indexAt, pointTrail, spotAt } from "./trail";

const layout = landscapeLayout(338, 400, { x: 0, y: 0, half: 1.5 }, 1);
const points = { t: [0, 1, 3, 9], x: [0, 1, 1, -1], y: [0, 0, 2, 2], distance: [0, 0, 1, 3] };

describe("the layout of a landscape", () => {
  test("is a square of equal scales, as large as fits, with the origin where the window has it", () => {
    expect(layout.plotWidth).toBe(layout.plotHeight);
    expect(layout.left + layout.plotWidth).toBeLessThanOrEqual(338);
    expect(layout.x.position(0)).toBeCloseTo(layout.plotWidth / 2, 12);
    expect(layout.y.position(1.5)).toBeCloseTo(0, 12);
  });

  test("zooms about a point that stays, and shifts by its own size", () => {
    const window = { x: 1, y: -2, half: 4 };
    const about = { x: 3, y: -1 };
    const closer = zoomed(window, 0.5, about);
    expect((about.x - closer.x) / closer.half).toBeCloseTo((about.x - window.x) / window.half, 12);
    expect(closer.half).toBe(2);
    expect(shifted(window, 0.5, -0.25)).toEqual({ x: 3, y: -3, half: 4 });
  });
});

describe("a start in hand", () => {
  const stable = [-Math.SQRT1_2, Math.SQRT1_2] as const;

  test("near the stable line lies on it exactly: b = −a", () => {
    const [b, a] = snapped(-0.8123, 0.8007, layout, stable);
    expect(b).toBe(-a);
    expect(a).toBe(0.81);
  });

  test("elsewhere has coordinates that the screen can tell apart, as short as they can be", () => {
    expect(snapped(0.123456, -0.98765, layout, stable)).toEqual([0.12, -0.99]);
    expect(snapped(-1e-9, 0.5, layout, null)).toEqual([0, 0.5]);
  });
});

describe("a way known at some iterates", () => {
  test("is straight between them and ends where it ends", () => {
    expect(spotAt(points, 2)).toEqual({ x: 1, y: 1, distance: 0.5 });
    expect(spotAt(points, 6)).toEqual({ x: 0, y: 2, distance: 2 });
    expect(spotAt(points, 100)).toEqual({ x: -1, y: 2, distance: 3 });
    expect(spotAt(points, -1)).toBeNull();
    expect([-1, 0, 2, 3, 50].map((t) => indexAt(points.t, t))).toEqual([-1, 0, 1, 2, 3]);
  });

  test("is touched by a pointer near it, at the iterate there", () => {
    const traced = pointTrail({ name: "", colour: "lane-0", dash: [] }, points).trace(layout.x, layout.y);
    const [px, py] = [layout.x.position(1), layout.y.position(0)];
    expect(nearestStep([traced], px + 3, py - 3)).toBe(1);
    expect(nearestStep([traced], px + 60, py + 60)).toBeNull();
  });

  test("is paler the farther it is from the plane, and never gone", () => {
    expect(strengthAt(0, 1)).toBe(1);
    expect(strengthAt(0.5, 1)).toBeCloseTo(0.575, 12);
    expect(strengthAt(1e9, 1)).toBeCloseTo(0.15, 12);
  });
});
