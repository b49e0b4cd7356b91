/** Starts that are not drawn: the origin V = 0, stationary whatever the loss (Section 4), and factors given by the user. */
import { matrix } from "../../math/matrix";
import type { InitializationFormulas } from "../types";

export const zero: InitializationFormulas = {
  start: ({ W0, m, n, r }) => ({ W0, B: matrix(m, r), A: matrix(r, n) }),
};

export const user: InitializationFormulas = {
  start: ({ config, W0, m, n, r }) => {
    const B = config.B ?? matrix(m, r);
    const A = config.A ?? matrix(r, n);
    if (B.rows !== m || B.columns !== r) throw new Error(`B must be ${m}×${r} (m×r), but is ${B.rows}×${B.columns}`);
    if (A.rows !== r || A.columns !== n) throw new Error(`A must be ${r}×${n} (r×n), but is ${A.rows}×${A.columns}`);
    return { W0, B, A };
  },
};
