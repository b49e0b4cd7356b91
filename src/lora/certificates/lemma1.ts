/**
 * The three forms of Lemma 1 along the step d = −η∇J: J(V + d) ≤ J + ⟨∇J, d⟩ + q₂|d|² + q₃|d|³ + q₄|d|⁴. They differ in the
 * coefficients; left is the remainder J(V + d) − J + ηs², right the polynomial.
 */
import { all, loraSplit, plainDescent, validConstant } from "./assumptions";
import type { IterateCertificate } from "./types";

/** Needs only (5) with a valid constant: no L ≥ 1, any step size. */
const applies = all(loraSplit, plainDescent, validConstant);

/** Coefficients of |d|², |d|³, |d|⁴ from L, ‖V‖ and ‖G‖. */
interface Coefficients {
  q2(L: number, v: number, g: number): number;
  q3(L: number, v: number): number;
  q4(L: number): number;
}

export function lemma1(id: string, { q2, q3, q4 }: Coefficients): IterateCertificate {
  return {
    id,
    kind: "column",
    needsNext: true,
    applies,
    compare({ J, nextJ, sSq, eta, vSq, g, tolJ }, { L }, { relative }, out) {
      const v = Math.sqrt(vSq);
      const dSq = eta * eta * sSq;
      out.left = nextJ - J + eta * sSq;
      out.right = dSq * (q2(L, v, g) + Math.sqrt(dSq) * q3(L, v) + dSq * q4(L));
      // In a diverging run J(V + d) dwarfs J(V), and its own rounding counts.
      out.tolerance = tolJ + relative * out.right;
      out.measured = Math.abs(out.left);
    },
  };
}
