/**
 * Scales: numbers to pixels and back, in closed form because they run for every point of every frame.
 * Positions are in the plot's own pixels: x from its left edge, y from its top edge.
 */
export type ScaleKind = "linear" | "log" | "symlog";

export interface Scale {
  readonly kind: ScaleKind;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  /** NaN where the axis has no place for the value: NaN itself, and zero or less on a log axis */
  position(value: number): number;
  invert(pixel: number): number;
}

interface Warp {
  forward(value: number): number;
  backward(warped: number): number;
}

const identity: Warp = { forward: (value) => value, backward: (warped) => warped };
const logarithm: Warp = { forward: (value) => (value > 0 ? Math.log10(value) : Number.NaN), backward: (w) => 10 ** w };

/** sign(x) log(1 + |x|/c): linear well below c, logarithmic well above. */
function symmetricLogarithm(c: number): Warp {
  return {
    forward: (value) => Math.sign(value) * Math.log1p(Math.abs(value) / c),
    backward: (warped) => Math.sign(warped) * c * Math.expm1(Math.abs(warped)),
  };
}

function warpedScale(
  kind: ScaleKind,
  warp: Warp,
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const from = warp.forward(domain[0]);
  const slope = (range[1] - range[0]) / (warp.forward(domain[1]) - from);
  return {
    kind,
    domain,
    range,
    position: (value) => range[0] + (warp.forward(value) - from) * slope,
    invert: (pixel) => warp.backward(from + (pixel - range[0]) / slope),
  };
}

/** A scale over a domain with domain[0] < domain[1], positive for "log". `constant`: where "symlog" turns from linear to log. */
export function valueScale(
  kind: ScaleKind,
  domain: readonly [number, number],
  range: readonly [number, number],
  constant = 1,
): Scale {
  const warp = kind === "log" ? logarithm : kind === "symlog" ? symmetricLogarithm(constant) : identity;
  return warpedScale(kind, warp, domain, range);
}

/** Width of the place that t = 0 has left of t = 1 on a log axis. */
export function zeroGap(width: number): number {
  return Math.min(28, Math.max(14, 0.06 * width), width / 4);
}

/**
 * The axis of iterates. On a log axis that starts below 1, t = 0 stands at the left edge, t = 1 a gap further, and the logarithm
 * begins there; between them positions are interpolated, so that the axis stays continuous and invertible.
 */
export function stepScale(kind: "linear" | "log", domain: readonly [number, number], width: number): Scale {
  const [first, last] = domain;
  if (kind === "linear") return valueScale("linear", domain, [0, width]);
  if (first >= 1) return valueScale("log", domain, [0, width]);
  const gap = zeroGap(width);
  const log = valueScale("log", [1, Math.max(2, last)], [gap, width]);
  return {
    kind: "log",
    domain: [0, Math.max(2, last)],
    range: [0, width],
    position: (t) => (t >= 1 ? log.position(t) : gap * t),
    invert: (pixel) => (pixel >= gap ? log.invert(pixel) : pixel / gap),
  };
}
