/**
 * GaLore as gradient descent: at every link the frozen factor becomes the top r singular vectors of G, the left ones (B) where
 * m ≤ n, else the right ones (A); the other factor is trained from 0.
 */
import { resized } from "../../math/matrix";
import { svd } from "../../math/singularValues";
import type { MethodFormulas } from "../types";
import { carriedFactors, merge } from "./factors";
import { chainOf } from "./links";

export const galore: MethodFormulas = {
  ...carriedFactors,
  direction: (o, [, , W0], [gB, gA]) => (isLeft(o.shape(W0!)) ? [null, gA!] : [gB!, null]),
  link: (o, theta, [Q]) => {
    const W = merge(o, theta);
    return isLeft(o.shape(W)) ? [Q!, 0, W] : [0, Q!, W];
  },
  chain: (lane) => {
    const { m, n, r } = lane.config;
    const left = isLeft({ rows: m, columns: n });
    return chainOf(lane, {
      atStart: true,
      drawn: [left ? 0 : 1],
      fromGradient: true,
      draw: (_, __, gradient) => {
        const { U, Vt } = svd(gradient());
        return [left ? resized(U, m, r) : resized(Vt, r, n)];
      },
    });
  },
};

const isLeft = ({ rows, columns }: { readonly rows: number; readonly columns: number }) => rows <= columns;
