/**
 * Starts with orthonormal factors. `olora`: W0 = QR, B and A are √s times the first r columns of Q and rows of R
 * (of the first r independent columns of W0), and W0 keeps the rest. `orthogonal`: both factors are s times orthonormalized Gaussians, B (drawn as r×m) before A.
 */
import { matrix, resized, scaled, transposed } from "../../math/matrix";
import { orthonormalRows } from "../../math/orthonormal";
import { createDraws } from "../../math/random";
import type { InitializationFormulas } from "../types";
import { minusProduct } from "./residual";

export const olora: InitializationFormulas = {
  start({ config, W0, m, n, r }) {
    // Columns that W0 lacks for rank r are 0, in B and A.
    const Q = resized(orthonormalRows(transposed(W0), r), r, m);
    const A = matrix(r, n);
    for (let k = 0; k < r; k++) {
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) A.data[k * n + j]! += Q.data[k * m + i]! * W0.data[i * n + j]!;
      }
    }
    const B = transposed(Q);
    const root = Math.sqrt(config.scale);
    return { W0: minusProduct(W0, B, A, config.scale), B: scaled(B, root), A: scaled(A, root) };
  },
};

export const orthogonal: InitializationFormulas = {
  start({ config, W0, m, n, r }) {
    const draws = createDraws(config.seed);
    const B = transposed(orthonormalRows(draws.normals(r, m)));
    return { W0, B: scaled(B, config.scale), A: scaled(orthonormalRows(draws.normals(r, n)), config.scale) };
  },
};
