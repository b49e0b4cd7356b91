/**
 * The three forms of Lemma 1 along the step d = −η∇J: J(V + d) ≤ J + ⟨∇J, d⟩ + q₂|d|² + q₃|d|³ + q₄|d|⁴. They differ in the
 * coefficients; left is the remainder J(V + d) − J + ηs², right the polynomial.
 */
import { all, loraSplit, plainDescent, validConstant } from "./assumptions";
import type { StepCertificate } from "./types";

/** Needs only (5) with a valid constant: no L ≥ 1, any step size. */
const applies = all(loraSplit, plainDescent, validConstant);

/** Numbers in q₂ = L‖V‖² q2.norm + ‖G‖ q2.gradient, q₃ = L(‖V‖ q3.norm + q3.alone), q₄ = L q4. */
interface Coefficients {
  readonly q2: { readonly norm: number; readonly gradient: number };
  readonly q3: { readonly norm: number; readonly alone: number };
  readonly q4: number;
}

export function lemma1(id: string, { q2, q3, q4 }: Coefficients): StepCertificate {
  return {
    id,
    kind: "step",
    applies,
    compare(o, { J, nextJ, sSq, eta, vSq, g, tolJ }, { L, relative }) {
      const dSq = o.times(o.times(eta, eta), sSq);
      const quadratic = o.plus(o.times(q2.norm, o.times(L, vSq)), o.times(q2.gradient, g));
      const cubic = o.times(L, o.plus(o.times(q3.norm, o.sqrt(vSq)), q3.alone));
      const quartic = o.times(q4, L);
      const polynomial = o.plus(o.plus(quadratic, o.times(o.sqrt(dSq), cubic)), o.times(dSq, quartic));
      const left = o.plus(o.minus(nextJ, J), o.times(eta, sSq));
      const right = o.times(dSq, polynomial);
      // In a diverging run J(V + d) dwarfs J(V), and its own rounding counts.
      return { left, right, tolerance: o.plus(tolJ, o.times(relative, right)), measured: o.map("abs", left) };
    },
  };
}
