/** How a slider maps its travel to the values of a parameter: a position in [0, 1], even in the value or in its logarithm. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly scale: "linear" | "log";
  readonly integer: boolean;
}

/** Values on a slider carry this many significant digits: enough to place a point, few enough to read. */
const DIGITS = 2;
/** An arrow key moves this share of the travel; Page Up and Page Down ten times as much. */
const STEP = 0.01;

export function positionOf(s: SliderScale, value: number): number {
  const position =
    s.scale === "log"
      ? Math.log(Math.max(value, s.min) / s.min) / Math.log(s.max / s.min)
      : (value - s.min) / (s.max - s.min);
  return Math.min(1, Math.max(0, position));
}

export function valueAt(s: SliderScale, position: number): number {
  if (position <= 0) return s.min;
  if (position >= 1) return s.max;
  const value = s.scale === "log" ? s.min * (s.max / s.min) ** position : s.min + position * (s.max - s.min);
  if (s.integer) return Math.round(value < 100 ? value : round(value));
  return s.scale === "log" ? round(value) : roundTo(value, (s.max - s.min) * STEP);
}

/** The next value in a direction: always a different one, until an end is reached. */
export function nudged(s: SliderScale, value: number, direction: -1 | 1, far: boolean): number {
  const step = far ? 10 * STEP : STEP;
  const start = positionOf(s, value);
  let next = valueAt(s, start + direction * step);
  if (s.integer && (next - value) * direction < 1) next = Math.round(value) + direction;
  for (let k = 2; (next - value) * direction <= 0 && k <= 1 / STEP; k++)
    next = valueAt(s, start + direction * k * step);
  return Math.min(s.max, Math.max(s.min, next));
}

function round(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** The multiple of a power of ten near `grid`; written out again, so that 0.1 + 0.2 does not show. */
function roundTo(value: number, grid: number): number {
  const decimals = Math.max(0, Math.ceil(-Math.log10(grid)));
  return Number(value.toFixed(Math.min(decimals, 12)));
}
