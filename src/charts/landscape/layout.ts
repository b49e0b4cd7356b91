/** Where the plane lies in its box: a square of equal scales, as large as fits, with room for ticks. */
import type { PlaneWindow } from "../geometry/contours";
import { type Scale, valueScale } from "../geometry/scale";
import { type Tick, valueTicks } from "../geometry/ticks";

export interface LandscapeLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** text and strokes are this many times as large as at a desk */
  readonly magnification: number;
}

const MARGIN = { top: 4, right: 4, bottom: 22, left: 34 };
const TICK_SPACING = 64;

export function landscapeLayout(
  width: number,
  height: number,
  window: PlaneWindow,
  magnification: number,
): LandscapeLayout {
  const left = magnification * MARGIN.left;
  const top = magnification * MARGIN.top;
  const across = width - left - magnification * MARGIN.right;
  const side = Math.max(40, Math.min(across, height - top - magnification * MARGIN.bottom));
  const range = (centre: number) => [centre - window.half, centre + window.half] as const;
  const x = valueScale("linear", range(window.x), [0, side]);
  const y = valueScale("linear", range(window.y), [side, 0]);
  return {
    ...{ width, height, plotWidth: side, plotHeight: side, x, y, top, magnification },
    left: left + Math.max(0, Math.round((across - side) / 2)),
    xTicks: valueTicks(x, magnification * TICK_SPACING),
    yTicks: valueTicks(y, magnification * TICK_SPACING),
  };
}

/** The window moved by so many of its half sides. */
export function shifted({ x, y, half }: PlaneWindow, dx: number, dy: number): PlaneWindow {
  return { x: x + dx * half, y: y + dy * half, half };
}

const [CLOSEST, WIDEST] = [1e-12, 1e12];

/** The window zoomed by `factor` (below 1: closer) about a point, which stays where it is on the screen. */
export function zoomed(window: PlaneWindow, factor: number, about = { x: window.x, y: window.y }): PlaneWindow {
  const half = Math.min(WIDEST, Math.max(CLOSEST, window.half * factor));
  const scale = half / window.half;
  return { x: about.x + (window.x - about.x) * scale, y: about.y + (window.y - about.y) * scale, half };
}
