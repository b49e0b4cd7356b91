/** Starts that are not drawn: the origin V = 0, stationary whatever the loss (Section 4), and factors given by the user. */
import { matrix } from "../../math/matrix";
import type { Initialization } from "../types";

export const zero: Initialization = {
  id: "zero",
  label: "Zero: V = 0",
  summary: "Exactly at the origin, where the gradient is 0 for every loss: nothing moves, ever.",
  formula: "B = 0, A = 0",
  parameters: [],
  random: false,
  start: ({ W0, m, n, r }) => ({ W0, B: matrix(m, r), A: matrix(r, n) }),
};

export const user: Initialization = {
  id: "user",
  label: "Your own B and A",
  summary: "The factors written in the fields B and A.",
  formula: "B, A as given",
  parameters: ["B", "A"],
  random: false,
  start: ({ config, W0, m, n, r }) => {
    const B = config.B ?? matrix(m, r);
    const A = config.A ?? matrix(r, n);
    if (B.rows !== m || B.columns !== r) throw new Error(`B must be ${m}×${r} (m×r), but is ${B.rows}×${B.columns}`);
    if (A.rows !== r || A.columns !== n) throw new Error(`A must be ${r}×${n} (r×n), but is ${A.rows}×${A.columns}`);
    return { W0, B, A };
  },
};
