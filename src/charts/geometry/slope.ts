/** The exponent of a line between two cursors on log–log axes, beside the exponents of the theory: −1, −½ and that of 1/log T. */

/** Slopes closer than this are told as one. */
const SAME = 0.04;
/** Below this a line is flat. */
const FLAT = 0.005;

/** d log v / d log t between two points; NaN where one has no place on the axes. */
export function slopeBetween(t1: number, v1: number, t2: number, v2: number): number {
  if (!(t1 > 0 && t2 > 0 && v1 > 0 && v2 > 0) || t1 === t2) return Number.NaN;
  return Math.log(v2 / v1) / Math.log(t2 / t1);
}

/** What a slope says of a rate between iterates t1 and t2. */
export function slopeWords(slope: number, t1: number, t2: number): string {
  if (slope > FLAT) return "rising";
  if (slope >= -FLAT) return "flat";
  // 1/log T has no slope before T = 2.
  const [a, b] = [Math.min(t1, t2), Math.max(t1, t2)];
  const logarithmic = a >= 2 ? slopeBetween(a, 1 / Math.log(a), b, 1 / Math.log(b)) : Number.NEGATIVE_INFINITY;
  const rates = [
    { name: "1/T", exponent: -1 },
    { name: "1/√T", exponent: -0.5 },
    { name: "1/log T", exponent: logarithmic },
  ].filter(({ exponent }) => Number.isFinite(exponent));
  rates.sort((p, q) => p.exponent - q.exponent);
  const nearest = [...rates].sort((p, q) => Math.abs(p.exponent - slope) - Math.abs(q.exponent - slope))[0]!;
  if (Math.abs(nearest.exponent - slope) <= SAME) return `like ${nearest.name}`;
  const slower = rates.findIndex(({ exponent }) => exponent > slope);
  if (slower === 0) return `faster than ${rates[0]!.name}`;
  if (slower === -1) return `slower than ${rates.at(-1)!.name}`;
  return `between ${rates[slower - 1]!.name} and ${rates[slower]!.name}`;
}
