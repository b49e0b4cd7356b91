/**
 * Steps from a polynomial bound along −D, d = ‖D‖, p = ⟨∇J, D⟩: J(V − ηD) ≤ J − ηp + q₂(ηd)² + q₃(ηd)³ + q₄(ηd)⁴ (docs: the
 * exact remainder (S), and Lemma 1 as repaired and as printed). `sharp`, `corrected` and `printed` take the largest η at which
 * their bound is still ≤ J, `sharp-min` the one that minimizes (S). Full-rank descent has V = 0: exactly 2/L and 1/L.
 */
import type { Ops } from "../ops";
import type { StepContext, StepRuleFormulas } from "../types";

/** (q₂, q₃, q₄) from L, ‖V‖ and ‖G‖. */
type Coefficients = <M, S>(o: Ops<M, S>, L: S, v: S, g: S) => readonly [S, S, S];

/** q₂ = ½L‖V‖² + ½‖G‖, q₃ = ½L‖V‖, q₄ = L/8. */
const exactRemainder: Coefficients = (o, L, v, g) => {
  const half = o.times(0.5, o.times(L, v));
  return [o.plus(o.times(half, v), o.times(0.5, g)), half, o.times(1 / 8, L)];
};

/** q₂ = √2L‖V‖² + ‖G‖, q₃ = √2L‖V‖, q₄ = √2L/4. */
const repairedLemma: Coefficients = (o, L, v, g) => {
  const slope = o.times(Math.SQRT2, o.times(L, v));
  return [o.plus(o.times(slope, v), g), slope, o.times(Math.SQRT2 / 4, L)];
};

/** q₂ and q₄ as repaired, q₃ = L(2√2/3 ‖V‖ + √2/3). */
const printedLemma: Coefficients = (o, L, v, g) => {
  const [q2, , q4] = repairedLemma(o, L, v, g);
  return [q2, o.times(L, o.plus(o.times((2 * Math.SQRT2) / 3, v), Math.SQRT2 / 3)), q4];
};

const NEWTON_STEPS = 10;

/**
 * The root of k₂η + k₃η² + k₄η³ = 1, kᵢ = wᵢ qᵢ dⁱ/p, by Newton's method. The left side is convex and increasing, and at
 * min{1/k₂, 1/√k₃} at least 1, so that the steps go down to the root; by ‖D‖ ≥ p/s and s ≤ ‖G‖‖V‖ they start within thrice
 * of it, and ten reach it to rounding. A fixed number: every engine does the same work. Where nothing slopes down, η = 1.
 */
function root<M, S>(
  o: Ops<M, S>,
  coefficients: Coefficients,
  weights: readonly [number, number, number],
  { L, vNormSq, lossGradNorm, slope, directionNormSq }: StepContext<S>,
): S {
  const q = coefficients(o, L, o.sqrt(vNormSq), lossGradNorm);
  const d = o.sqrt(directionNormSq);
  const k2 = o.over(o.times(o.times(weights[0], q[0]), directionNormSq), slope);
  const k3 = o.over(o.times(o.times(weights[1], q[1]), o.times(directionNormSq, d)), slope);
  const k4 = o.over(o.times(o.times(weights[2], q[2]), o.times(directionNormSq, directionNormSq)), slope);
  let eta = o.min(o.over(1, k2), o.over(1, o.sqrt(k3)));
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const value = o.minus(o.times(eta, o.plus(k2, o.times(eta, o.plus(k3, o.times(eta, k4))))), 1);
    const derivative = o.plus(k2, o.times(eta, o.plus(o.times(2, k3), o.times(o.times(3, eta), k4))));
    eta = o.minus(eta, o.over(value, derivative));
  }
  return o.select(o.atMost(slope, 0), 1, eta);
}

/** The largest η with bound ≤ J, or (`least`) that of the least bound. */
function polynomialRule(name: string, coefficients: Coefficients, least = false): StepRuleFormulas {
  return {
    caveat: ({ L, trueL }) =>
      L < trueL ? `${name} believes in the constant ${L}, below the true ${trueL}: the loss may rise.` : null,
    stepSize: (o, context) => {
      if (!context.factored) return o.over(least ? 1 : 2, context.L);
      return root(o, coefficients, least ? [2, 3, 4] : [1, 1, 1], context);
    },
  };
}

export const sharp = polynomialRule("The sharp rule", exactRemainder);
export const sharpMin = polynomialRule("The sharp rule", exactRemainder, true);
export const corrected = polynomialRule("The rule of the repaired Lemma 1", repairedLemma);
export const printed = polynomialRule("The rule of Lemma 1 as printed", printedLemma);
