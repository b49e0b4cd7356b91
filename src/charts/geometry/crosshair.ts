/** The crosshair: where keys and pointer put it, and what a line reads there. */
import type { LaneHistory } from "../../history/types";
import { type Reading, valueAt } from "./reading";
import type { Scale } from "./scale";

export interface Readout {
  /** the iterate read: the kept one at or before the crosshair */
  readonly step: number;
  readonly value: number;
}

/** What the lane reads at iterate t; null if it has not come there or has ended before. */
export function readAt(history: LaneHistory, reading: Reading, t: number): Readout | null {
  if (t > history.lastStep) return null;
  const row = history.rowAt(t);
  return row < 0 ? null : { step: history.stepAt(row), value: valueAt(history, reading, row) };
}

/** The iterate under a pixel. */
export function stepAtPixel(scale: Scale, pixel: number, last: number): number {
  const t = Math.round(scale.invert(pixel));
  const low = Math.max(0, Math.ceil(scale.domain[0]));
  return Math.min(Math.min(last, Math.floor(scale.domain[1])), Math.max(low, t));
}

export type CursorMove = "left" | "right" | "decade-left" | "decade-right" | "start" | "end";

/** Where a key moves the cursor: an arrow by one pixel but at least one iterate, with Shift by a decade (a tenth on a linear axis). */
export function moveCursor(scale: Scale, t: number, move: CursorMove, last: number): number {
  const low = Math.max(0, Math.ceil(scale.domain[0]));
  const high = Math.min(last, Math.floor(scale.domain[1]));
  const clamp = (value: number) => Math.min(high, Math.max(low, Math.round(value)));
  const tenth = (scale.domain[1] - scale.domain[0]) / 10;
  switch (move) {
    case "left":
      return clamp(Math.min(t - 1, scale.invert(scale.position(t) - 1)));
    case "right":
      return clamp(Math.max(t + 1, scale.invert(scale.position(t) + 1)));
    case "decade-left":
      return clamp(scale.kind === "log" ? Math.floor(t / 10) : t - tenth);
    case "decade-right":
      return clamp(scale.kind === "log" ? Math.max(1, t * 10) : t + tenth);
    case "start":
      return clamp(low);
    case "end":
      return clamp(high);
    default:
      return move satisfies never;
  }
}

/** Narrowest window, in iterates. */
const NARROWEST = 4;

/** The window of iterates between two pixels, or null if it is too narrow to be meant. */
export function windowBetween(scale: Scale, a: number, b: number, last: number): readonly [number, number] | null {
  const from = Math.max(0, Math.floor(scale.invert(Math.min(a, b))));
  const to = Math.min(last, Math.ceil(scale.invert(Math.max(a, b))));
  return to - from >= NARROWEST ? [from, to] : null;
}

/** The window zoomed by `factor` (below 1: closer) about a pixel, or null when it covers the whole run. */
export function zoomedWindow(
  scale: Scale,
  pixel: number,
  factor: number,
  last: number,
): readonly [number, number] | null {
  const [left, right] = scale.range;
  const from = Math.max(0, Math.floor(scale.invert(Math.max(left, pixel - (pixel - left) * factor))));
  const wanted = pixel + (right - pixel) * factor;
  const to = factor > 1 ? Math.ceil(scale.invert(wanted)) : Math.floor(scale.invert(wanted));
  const start = factor > 1 ? Math.floor(scale.invert(pixel - (pixel - left) * factor)) : from;
  if (start <= 0 && to >= last) return null;
  const window: readonly [number, number] = [Math.max(0, start), Math.min(last, to)];
  return window[1] - window[0] >= NARROWEST ? window : [Math.max(0, scale.domain[0]), scale.domain[1]];
}

/** Fingers closer than this, in pixels, tell no window. */
const CLOSEST = 16;

/**
 * The window in which the iterates that were under two fingers, at pixels `from` of the scale, stand under them at pixels `to`; null
 * when it covers the whole run, "as it is" where the fingers tell none or too narrow a one.
 */
export function pinchedWindow(
  scale: Scale,
  from: readonly [number, number],
  to: readonly [number, number],
  last: number,
): readonly [number, number] | null | "as it is" {
  if (Math.abs(to[1] - to[0]) < CLOSEST || Math.abs(from[1] - from[0]) < CLOSEST) return "as it is";
  // A pixel p of the scale goes to stretch·p + shift.
  const stretch = (to[1] - to[0]) / (from[1] - from[0]);
  if (!(stretch > 0)) return "as it is";
  const shift = to[0] - stretch * from[0];
  const [left, right] = scale.range;
  const low = Math.max(0, Math.round(scale.invert((left - shift) / stretch)));
  const high = Math.min(last, Math.round(scale.invert((right - shift) / stretch)));
  if (low === 0 && high === last) return null;
  return high - low >= NARROWEST ? [low, high] : "as it is";
}
