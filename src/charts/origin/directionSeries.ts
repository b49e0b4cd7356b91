/** Singular values of W_t − W0 over t, beside those of W* − W0 as levels: which directions were learned, and in which order. */
import type { LaneHistory } from "../../history/types";
import type { Observation } from "../../lora/origin/observer";
import { BOUND_DASH, type ColourName } from "../palette";
import type { Series } from "../series";

export interface ObservedLane {
  readonly index: number;
  /** empty if it is the only one */
  readonly name: string;
  readonly colour: ColourName;
  readonly dash: readonly number[];
  readonly history: LaneHistory;
  readonly read: () => readonly Observation[];
}

const DIGITS = "₀₁₂₃₄₅₆₇₈₉";
export const subscript = (i: number) => Array.from(String(i), (digit) => DIGITS[Number(digit)]).join("");

/** Singular values below this share of the largest are rounding. */
const ROUNDING = 1e-13;

function resolved(sigma: Float64Array | undefined, i: number): number {
  const value = sigma?.[i] ?? Number.NaN;
  return value > ROUNDING * (sigma?.[0] ?? 0) ? value : Number.NaN;
}

/** `count` lines for each lane, and as many levels as `levels` has that are not 0. */
export function directionSeries(
  lanes: readonly ObservedLane[],
  count: number,
  levels: ArrayLike<number>,
): readonly Series[] {
  const marks = Array.from({ length: Math.min(count, levels.length) }, (_, i) => i).filter((i) => levels[i]! > 0);
  return [
    ...marks.map((i): Series => {
      const level = levels[i]!;
      return {
        id: `level-${i}`,
        label: null,
        name: `σ${subscript(i + 1)}(W* − W₀)`,
        source: { kind: "function", ofStep: () => level },
        role: "bound",
        colour: "bound",
        dash: BOUND_DASH,
      };
    }),
    ...lanes.flatMap(({ index, name, colour, dash, history, read }) =>
      Array.from({ length: count }, (_, i): Series => {
        const symbol = `σ${subscript(i + 1)}`;
        return {
          id: `sigma-${index}-${i}`,
          label: name && i === 0 ? name : name ? null : symbol,
          name: name ? `${symbol}, ${name}` : symbol,
          source: { kind: "rows", history, ofRow: (row) => resolved(read()[row]?.sigma, i) },
          role: "line",
          colour,
          dash,
        };
      }),
    ),
  ];
}
