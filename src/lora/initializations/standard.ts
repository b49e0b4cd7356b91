/**
 * Random starts of the factors, B drawn before A from `seed`: LoRA's own (B = 0, A Gaussian with std s/√n, so BA = 0 although
 * V ≠ 0), its mirror image (A = 0, B Gaussian with std s/√r), that of the usual library (B = 0, A uniform), and both factors
 * Gaussian with std s.
 */
import { matrix, scaled } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { InitializationFormulas } from "../types";

export const loraInit: InitializationFormulas = {
  start: ({ config, W0, m, n, r }) => ({
    W0,
    B: matrix(m, r),
    A: scaled(createDraws(config.seed).normals(r, n), config.scale / Math.sqrt(n)),
  }),
};

export const loraReverse: InitializationFormulas = {
  start: ({ config, W0, m, n, r }) => ({
    W0,
    B: scaled(createDraws(config.seed).normals(m, r), config.scale / Math.sqrt(r)),
    A: matrix(r, n),
  }),
};

export const kaiming: InitializationFormulas = {
  start: ({ config, W0, m, n, r }) => {
    const { uniform } = createDraws(config.seed);
    const A = matrix(
      r,
      n,
      Float64Array.from({ length: r * n }, () => (2 * uniform() - 1) / Math.sqrt(n)),
    );
    return { W0, B: matrix(m, r), A };
  },
};

export const gauss: InitializationFormulas = {
  start: ({ config, W0, m, n, r }) => {
    const draws = createDraws(config.seed);
    const B = scaled(draws.normals(m, r), config.scale);
    return { W0, B, A: scaled(draws.normals(r, n), config.scale) };
  },
};
