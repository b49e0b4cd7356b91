/** Numbers of Theorem 3's proof and of our refinements (docs/theory: a3, a5). */
import type { Arithmetic } from "./arithmetic";
import type { Constants, Context } from "./types";

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

/** The smallest normal number: a GPU takes what is below for 0. */
export const smallestOf = { float32: 2 ** -126, float64: 2 ** -1022 } as const satisfies Record<Precision, number>;

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
export interface LossTolerance {
  (J: number, g: number, vSq: number): number;
  /** Of as many rows of columns at once. */
  column(tolerances: Float64Array, J: Float64Array, g: Float64Array, vSq: Float64Array, rows: number): void;
}

export function toleranceOfLoss(context: Context, precision: Precision): LossTolerance {
  const units = epsilonOf[precision] * sumUnits(context.rounding.terms, precision);
  const column: LossTolerance["column"] = (tolerances, J, g, vSq, rows) => {
    // Local variables, numbers for sure: this runs for every row of every run.
    const { perGradient, shift, rootPerWeight, root, perWeight, offset } = context.rounding;
    const scale = +units;
    const frozenNorm = +context.frozenNorm;
    for (let k = 0; k < rows; k++) {
      const size = Math.abs(J[k]!) + offset;
      const weight = frozenNorm + 0.5 * vSq[k]!;
      // A residual that is exact up to ε moves √J by this much, and J near 0 by its square.
      const residual = scale * (rootPerWeight * weight + root);
      tolerances[k] =
        scale * (size + perGradient * g[k]! * (weight + shift) + perWeight * weight) +
        residual * (Math.sqrt(size) + residual);
    }
  };
  const single = {
    tolerance: new Float64Array(1),
    J: new Float64Array(1),
    g: new Float64Array(1),
    vSq: new Float64Array(1),
  };
  const at = (J: number, g: number, vSq: number): number => {
    single.J[0] = J;
    single.g[0] = g;
    single.vSq[0] = vSq;
    column(single.tolerance, single.J, single.g, single.vSq, 1);
    return single.tolerance[0]!;
  };
  return Object.assign(at, { column });
}

/** C² = ‖D_0‖_* + κΔ0 + 2ρ, a bound on ‖V_t‖² known before the run (★, a5); infinite where ρ or D_0 is not known. */
function aprioriNormSq({ imbalance0, rho }: Context, gap0: number): number {
  return (imbalance0 ?? Number.POSITIVE_INFINITY) + KAPPA_REFINED * gap0 + 2 * (rho ?? Number.POSITIVE_INFINITY);
}

export function constantsOf(context: Context, precision: Precision): Constants {
  const { L, J0, V0Sq, infimum } = context;
  const gap0 = Math.max(J0 - infimum, 0);
  const gBound = Math.sqrt(2 * L * gap0);
  const K = FIVE_ROOT_TWO * L * (V0Sq + 10 * gap0 + gBound);
  return {
    L,
    infimum,
    J0,
    V0Sq,
    gap0,
    gBound,
    K,
    aprioriVSq: aprioriNormSq(context, gap0),
    relative: RELATIVE_UNITS * epsilonOf[precision],
    tolJ0: toleranceOfLoss(context, precision)(J0, gBound, V0Sq),
  };
}

/** Constants whose values come by name. */
export function bindConstants<X>(of: (name: keyof Constants) => X): Constants<X> {
  return {
    L: of("L"),
    infimum: of("infimum"),
    J0: of("J0"),
    V0Sq: of("V0Sq"),
    gap0: of("gap0"),
    gBound: of("gBound"),
    K: of("K"),
    aprioriVSq: of("aprioriVSq"),
    relative: of("relative"),
    tolJ0: of("tolJ0"),
  };
}

/** Σ_{t<T} 1/max{1, t + K} ≥ this, T ≥ 1: an integral, where K < 1 after the first term. */
export function logarithmicSum(T: number, K: number): number {
  return K >= 1 ? Math.log1p(T / K) : 1 + Math.log1p((T - 1) / (1 + K));
}

/** 1/η for the least step size η of rule (8) while ‖V_t‖² ≤ cSq and the loss stays below its start. */
export function longestInverseStep<X>(o: Arithmetic<X>, L: X, cSq: X, gBound: X): X {
  return o.max(1, o.times(o.times(FIVE_ROOT_TWO, L), o.plus(cSq, gBound)));
}
