/** The assumptions that certificates share: each returns null where it holds, else the reason, one clause. */
import type { Context } from "./types";

type Assumption = (context: Context) => string | null;

export const loraSplit: Assumption = ({ factored }) =>
  factored ? null : "full-rank descent, chains and methods of one factor have no V = [B; Aᵀ] over frozen weights";

export const plainDescent: Assumption = ({ plainDescent: plain }) =>
  plain ? null : "the step is not along −∇J for both factors";

export const projectedStep: Assumption = ({ projected }) =>
  projected ? null : "a step is not W − ηGH with a projection H of its own";

export const constantStep: Assumption = ({ eta, L }) => {
  if (eta === null) return "the step size is not constant";
  return eta * L <= 1 ? null : `the step size ${eta} is above 1/L = ${1 / L}`;
};

export const ruleEight: Assumption = ({ rule }) => (rule === "paper" ? null : `the step size is ${rule}, not rule (8)`);

/** All that statements about ℓ alone need: no L ≥ 1. */
export const validConstant: Assumption = ({ L, trueL }) =>
  L >= trueL ? null : `the constant ${L} is below the true smoothness ${trueL}`;

export const smoothEnough: Assumption = ({ L, trueL }) => {
  if (L < trueL) return `the rule believes in L = ${L}, below the true smoothness ${trueL}`;
  return L >= 1 ? null : `rule (8) needs L ≥ 1, and here L = ${L}`;
};

/** The first assumption that fails. */
export function all(...assumptions: readonly Assumption[]): Assumption {
  return (context) => {
    for (const assumption of assumptions) {
      const reason = assumption(context);
      if (reason !== null) return reason;
    }
    return null;
  };
}

/** Everything that Lemma 2 and Theorem 3 ask for. */
export const theoremThree = all(loraSplit, plainDescent, smoothEnough, ruleEight);
