/**
 * Scaled (Riemannian) gradient descent: D = (G Aᵀ P_B, P_A Bᵀ G), P_B = (AAᵀ + δI)⁻¹, P_A = (BᵀB + δI)⁻¹, so that steps do not
 * depend on how BA is split between the factors.
 */
import { type Matrix, matrix } from "../../math/matrix";
import type { Ops } from "../ops";
import type { Bound, MethodFormulas } from "../types";
import { factors } from "./factors";

export const scaled: MethodFormulas = {
  ...factors,
  caveat: "Scaled descent has a local rate only: far from a minimum the loss may rise.",
  matrices: ({ r }) => {
    const units = Array.from({ length: r }, (_, k) => [unitName(k), unit(r, k)] as const);
    return { identity: identity(r), ...Object.fromEntries(units) };
  },
  scalars: ({ damping }) => ({ damping }),
  direction: (o, [B, A], [gB, gA], data) => [
    o.matmul(gB!, dampedInverse(o, o.matmulNT(A!, A!), data)),
    o.matmul(dampedInverse(o, o.matmulTN(B!, B!), data), gA!),
  ],
};

const unitName = (k: number) => `unit${k}`;

/**
 * (M + δI)⁻¹ of a symmetric positive semidefinite M, r×r, by sweeping (Gauss–Jordan elimination, Beaton 1964). With the diagonal
 * scaled to 1 one sweep is K ← K − w wᵀ/p, w = K eₖ − eₖ, p = eₖᵀK eₖ, and after all r of them K⁻¹ was 2I − K. Pivots are
 * at most 1 and nothing cancels.
 */
function dampedInverse<M, S>(o: Ops<M, S>, M: M, { identity: I, damping, ...data }: Bound<M, S>): M {
  const damped = o.addScaled(M, damping!, I!);
  const root = o.map("sqrt", o.rowSum(o.multiply(damped, I!)));
  const scale = o.map("reciprocal", o.matmulNT(root, root));
  const { rows } = o.shape(M);
  let K = o.multiply(damped, scale);
  for (let k = 0; k < rows; k++) {
    const e = data[unitName(k)]!;
    const column = o.matmul(K, e);
    const w = o.subtract(column, e);
    K = o.addScaled(K, o.over(-1, o.dot(e, column)), o.matmulNT(w, w));
  }
  return o.multiply(o.subtract(o.scale(I!, 2), K), scale);
}

function unit(r: number, k: number): Matrix {
  const e = matrix(r, 1);
  e.data[k] = 1;
  return e;
}

function identity(r: number): Matrix {
  const I = matrix(r, r);
  for (let k = 0; k < r; k++) I.data[k * r + k] = 1;
  return I;
}
