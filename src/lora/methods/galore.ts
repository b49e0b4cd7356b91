/**
 * GaLore as gradient descent: at every link the frozen factor becomes the top r singular vectors of G, the left ones (B) where
 * m ≤ n, else the right ones (A); the other factor is trained from 0.
 */
import { matrix, transposed } from "../../math/matrix";
import { svd } from "../../math/singularValues";
import type { LaneConfig } from "../experiment";
import type { MethodFormulas } from "../types";
import { carriedFactors } from "./factors";
import { chainOf, sketched } from "./links";

export const galore: MethodFormulas = {
  ...carriedFactors,
  direction: (o, [, , W0], [gB, gA]) => {
    const { rows, columns } = o.shape(W0!);
    return isLeft({ m: rows, n: columns }) ? [null, gA!] : [gB!, null];
  },
  chain: (lane) =>
    chainOf(lane, {
      atStart: true,
      draw: ({ config, gradientAt }, _, W) => {
        const { U, Vt } = svd(gradientAt(W));
        const left = isLeft(config);
        const vectors = left ? transposed(U) : Vt;
        const { r } = config;
        const rows = matrix(r, vectors.columns, vectors.data.slice(0, r * vectors.columns));
        return sketched(config, rows, left);
      },
    }),
};

const isLeft = ({ m, n }: Pick<LaneConfig, "m" | "n">) => m <= n;
