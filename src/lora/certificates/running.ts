/**
 * Columns of what has run up to each row: sums and extremes over the rows before it, and functions of t alone. One loop for each
 * column, since this runs for every row of every run. Each continues the column that ended in `start`, whatever its length.
 * The `+` before a parameter says that it is a number: only then does V8 keep what runs on from it in a register.
 */
import { logarithmicSum } from "./constants";
import type { Row, Sums } from "./types";

type Running = "S" | "minSSq" | "maxVSq";

/**
 * S with compensation (Kahan), least s² and greatest ‖V‖², each over the rows before; `start` is where they stood before the first.
 * Returns the compensation after the last, as `lost` is that before the first.
 */
export function sumsAndExtremes(
  { S, minSSq, maxVSq }: Pick<Sums<Float64Array>, Running>,
  { eta, sSq, vSq }: Pick<Row<Float64Array>, "eta" | "sSq" | "vSq">,
  count: number,
  start: Pick<Sums, Running>,
  lost: number,
): number {
  let sum = +start.S;
  let compensation = +lost;
  let least = +start.minSSq;
  let greatest = +start.maxVSq;
  for (let k = 0; k < count; k++) {
    const term = eta[k]! - compensation;
    const next = sum + term;
    compensation = next - sum - term;
    sum = next;
    S[k] = sum;
    const x = sSq[k]!;
    if (x < least) least = x;
    minSSq[k] = least;
    const y = vSq[k]!;
    if (y > greatest) greatest = y;
    maxVSq[k] = greatest;
  }
  return compensation;
}

/** T = first, first + 1, … */
export function iterates(T: Float64Array, count: number, first: number): void {
  for (let k = 0; k < count; k++) T[k] = first + k;
}

/** Σ_{t<T} 1/max{1, t + K} for T = first, first + 1, …; `start` at T = first − 1. */
export function harmonicSums(sums: Float64Array, count: number, first: number, K: number, start: number): void {
  let sum = +start;
  const shift = +K;
  for (let k = 0; k < count; k++) {
    const t = first + k - 1;
    if (t >= 0) sum += t + shift > 1 ? 1 / (t + shift) : 1;
    sums[k] = sum;
  }
}

/** Leading bits of T that its logarithm is taken of: T is less than a sixteenth above. */
const LEADING_BITS = 5;

/**
 * `logarithmicSum` at T = first, first + 1, …: a logarithm at T₀, T with all but its leading bits cleared, and from there
 * ln((T + K)/(T₀ + K)) = 2 artanh z, z = (T − T₀)/(T + T₀ + 2K) < 1/32, by its series. A fourth of the time of a logarithm each.
 */
export function logarithms(values: Float64Array, count: number, first: number, K: number): void {
  for (let k = 0; k < count; ) {
    const bits = Math.max(0, 32 - Math.clz32(first + k) - LEADING_BITS);
    const T0 = ((first + k) >> bits) << bits;
    const base = logarithmicSum(T0, K);
    const end = Math.min(count, T0 + (1 << bits) - first);
    for (let above = first + k - T0; k < end; k++, above++) {
      const z = above / (2 * (T0 + K) + above);
      const zz = z * z;
      values[k] = base + 2 * z * (1 + zz * (1 / 3 + zz * (1 / 5 + zz * (1 / 7 + zz * (1 / 9 + zz / 11)))));
    }
  }
}
