/** What methods share that train B and A in W = W0 + BA: weights and gradient of LoRA, from frozen weights that stay or are carried. */
import { copyOf, type Matrix } from "../../math/matrix";
import type { Ops } from "../ops";
import type { MethodFormulas } from "../types";
import { lora } from "./lora";

/** W0 stays where it is. */
export const factors = {
  start: lora.start,
  weights: lora.weights,
  gradient: lora.gradient,
} satisfies Partial<MethodFormulas>;

/** θ = (B, A, W0, …): W0 takes up BA at every link. */
export const carriedFactors = {
  start: ({ W0, B, A }) => [B, A, W0],
  weights: (o, _, theta) => merge(o, theta),
  gradient: (o, theta, G, data) => lora.gradient(o, theta.slice(0, 2), G, data),
} satisfies Partial<MethodFormulas>;

/** W0 + BA of θ = (B, A, W0, …). */
export function merge<M, S>(o: Ops<M, S>, [B, A, W0]: readonly M[]): M {
  return o.add(W0!, o.matmul(B!, A!));
}

/** W0 + BA, on the host. */
export function merged(W0: Matrix, B: Matrix, A: Matrix): Matrix {
  const W = copyOf(W0);
  for (let i = 0; i < B.rows; i++) {
    for (let k = 0; k < B.columns; k++) {
      const b = B.data[i * B.columns + k]!;
      for (let j = 0; j < A.columns; j++) W.data[i * A.columns + j]! += b * A.data[k * A.columns + j]!;
    }
  }
  return W;
}
