/** Numbers of Theorem 3's proof and of our refinements (docs/theory: a3, a5). */
import type { Context, RunConstants } from "./types";

/** Rule (8): η = min{1/(5√2 L(‖V‖² + ‖G‖)), 1}. */
export const FIVE_ROOT_TWO = 5 * Math.SQRT2;
/** Lemma 2: the loss falls by at least η s²/5. */
export const KAPPA_PAPER = 5;
/**
 * ★ Under rule (8) the loss falls by η s²(1 ± 0.0733): with a = ‖V‖², b = ‖G‖ and s ≤ b√a, the sharp lemma leaves
 * η(La + b)/2 ≤ 1/(10√2), then at most 1/400 and 5.3·10⁻⁵ for the cubic and quartic terms.
 */
export const DESCENT_BAND = 0.0733;
export const KAPPA_REFINED = 1 / (1 - DESCENT_BAND);

export type Precision = "float32" | "float64";

/** Unit of rounding: the distance from 1 to the next number. */
export const epsilonOf = { float32: 2 ** -23, float64: 2 ** -52 } as const satisfies Record<Precision, number>;

/** Bounds without a difference of losses: norms of some thousand terms, a few operations. */
const RELATIVE_UNITS = 84;

/**
 * Rounding of a computed loss of K summed terms, in units of ε: four for the operations, and for the sum √K where it runs in
 * sequence (float64; the probabilistic bound of Higham and Mary), log₂K/2 where it is a tree (float32 on a GPU).
 */
function sumUnits(K: number, precision: Precision): number {
  return precision === "float64" ? 4 + Math.sqrt(K) : 4 + 0.5 * Math.log2(K);
}

/** Rounding error that the difference of two computed losses near J may carry, ‖G‖ = g and ‖V‖² = vSq. */
export function toleranceOfLoss(context: Context, precision: Precision): (J: number, g: number, vSq: number) => number {
  const { perGradient, shift, rootPerWeight, root, perWeight, offset, terms } = context.rounding;
  const scale = epsilonOf[precision] * sumUnits(terms, precision);
  return (J, g, vSq) => {
    const size = Math.abs(J) + offset;
    const weight = context.frozenNorm + 0.5 * vSq;
    return (
      scale *
      (size +
        perGradient * g * (weight + shift) +
        Math.sqrt(size) * (rootPerWeight * weight + root) +
        perWeight * weight)
    );
  };
}

export function runConstants(context: Context, precision: Precision): RunConstants {
  const { L, J0, V0Sq, infimum } = context;
  const gap0 = Math.max(J0 - infimum, 0);
  const gBound = Math.sqrt(2 * L * gap0);
  return {
    gap0,
    gBound,
    K: FIVE_ROOT_TWO * L * (V0Sq + 10 * gap0 + gBound),
    relative: RELATIVE_UNITS * epsilonOf[precision],
    tolJ0: toleranceOfLoss(context, precision)(J0, gBound, V0Sq),
  };
}

/** S_T ≥ this, in closed form: ln(1 + T/K) for K ≥ 1, else 1 + ln((T + K)/(1 + K)), T ≥ 1. */
export function logarithmicSum(T: number, K: number): number {
  return K >= 1 ? Math.log1p(T / K) : 1 + Math.log((T + K) / (1 + K));
}

/** Least step size of rule (8) while ‖V_t‖² ≤ cSq and the loss stays below its start. */
export function leastStep(L: number, cSq: number, gBound: number): number {
  return 1 / Math.max(1, FIVE_ROOT_TWO * L * (cSq + gBound));
}
