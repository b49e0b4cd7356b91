/**
 * Σ_{0≤i<count} 1/(x + i) for x > 0 in constant time: ψ(x + count) − ψ(x), ψ by its asymptotic series from LEAST on and by its
 * recurrence below. The logarithms are subtracted as one log1p, so that short sums far out keep their digits.
 */

/** From here on five terms of the series leave less than 10⁻¹⁴. */
const LEAST = 16;

/** ψ(x) − ln x. */
function tail(x: number): number {
  const u = 1 / (x * x);
  return -0.5 / x - u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u / 240)));
}

export function reciprocalSum(x: number, count: number): number {
  const direct = Math.min(count, Math.max(0, Math.ceil(LEAST - x)));
  let sum = 0;
  for (let i = 0; i < direct; i++) sum += 1 / (x + i);
  const from = x + direct;
  return direct === count ? sum : sum + Math.log1p((count - direct) / from) + tail(x + count) - tail(from);
}
