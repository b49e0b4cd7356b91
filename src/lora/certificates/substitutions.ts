/**
 * The statements with numbers in them: for each certificate its statement in TeX, where `\v{name}` stands for a number, and the
 * numbers of those names at an iterate or a prefix. Written apart from the formulas that judge; a test holds one against the other.
 * Statements about matrices (audits) have none: their symbols are no columns.
 */
import { numbers as o } from "./arithmetic";
import { FIVE_ROOT_TWO, KAPPA_REFINED, longestInverseStep } from "./constants";
import type { Constants, Context, Iterate, Prefix, Row } from "./types";

const gap = "(\\v{J0} - \\v{infimum})";
/** √(2LΔ0) */
const gBound = "\\sqrt{2 \\cdot \\v{L} \\cdot \\v{gap0}}";
const afterStep = "\\v{nextJ} \\le \\v{J} - \\v{fall}";
/** η̲ for ‖V‖² up to a number */
const least = (cSq: string, name: string) =>
  `\\underline{\\eta} = \\min\\left\\{1, \\frac{1}{5\\sqrt2 \\cdot \\v{L} \\cdot (${cSq} + ${gBound})}\\right\\} = ${name}`;

/** By certificate; `rate-log-short` stands for `rate-log` where K < 1. */
export const substitutions: Readonly<Record<string, string>> = {
  lemma2: "\\v{nextJ} \\le \\v{J} - \\frac{\\v{eta}}{5} \\cdot \\v{s}^2",
  "descent-ratio": "0.9267 \\le \\frac{\\v{J} - \\v{nextJ}}{\\v{eta} \\cdot \\v{s}^2} \\le 1.0733",
  "lemma1-printed": `${afterStep} + \\tfrac{2\\sqrt2}{3} \\cdot \\v{L} \\cdot \\v{d}^3 \\cdot \\v{v} + \\sqrt2 \\cdot \\v{L} \\cdot \\v{d}^2 \\cdot \\v{v}^2 + \\tfrac{\\sqrt2}{3} \\cdot \\v{L} \\cdot \\v{d}^3 + \\tfrac{\\sqrt2}{4} \\cdot \\v{L} \\cdot \\v{d}^4 + \\v{g} \\cdot \\v{d}^2`,
  "lemma1-corrected": `${afterStep} + \\sqrt2 \\cdot \\v{L} \\cdot \\v{v} \\cdot \\v{d}^3 + \\sqrt2 \\cdot \\v{L} \\cdot \\v{v}^2 \\cdot \\v{d}^2 + \\tfrac{\\sqrt2}{4} \\cdot \\v{L} \\cdot \\v{d}^4 + \\v{g} \\cdot \\v{d}^2`,
  "lemma1-sharp": `${afterStep} + \\tfrac12 \\cdot (\\v{L} \\cdot \\v{v}^2 + \\v{g}) \\cdot \\v{d}^2 + \\tfrac12 \\cdot \\v{L} \\cdot \\v{v} \\cdot \\v{d}^3 + \\tfrac18 \\cdot \\v{L} \\cdot \\v{d}^4`,
  "gradient-bound": "\\v{s} \\le 2 \\cdot \\v{g} \\cdot \\v{v}",
  "gradient-loss": "\\v{g}^2 \\le 2 \\cdot \\v{L} \\cdot (\\v{J} - \\v{infimum})",
  "projected-descent":
    "\\v{nextJ} \\le \\v{J} - \\v{eta} \\cdot \\left(1 - \\frac{\\v{L} \\cdot \\v{eta}}{2}\\right) \\cdot \\v{s}^2",
  "min-gradient": `\\v{minSSq} \\le \\frac{5 \\cdot ${gap}}{\\v{S}}`,
  "min-gradient-refined": "\\v{minSSq} \\le \\frac{\\v{J0} - \\v{J}}{0.9267 \\cdot \\v{S}}",
  growth: `\\v{vSq} \\le \\v{v0}^2 + \\frac{\\v{T}}{5\\sqrt2 \\cdot \\v{L}} + 10 \\cdot ${gap}`,
  path: "\\v{v} \\le \\v{v0} + \\sqrt{\\v{kappa} \\cdot \\v{gap0} \\cdot \\v{S}}",
  "step-lower": `\\frac{1}{\\v{eta}} \\le \\max\\{1, \\v{D}\\},\\quad D_t = 5\\sqrt2 \\cdot \\v{L} \\cdot (\\v{vSq} + ${gBound}) = \\v{D}`,
  "step-sum": `\\v{S} \\ge \\v{harmonic},\\quad K = 5\\sqrt2 \\cdot \\v{L} \\cdot (\\v{v0}^2 + 10 \\cdot \\v{gap0} + ${gBound}) = \\v{K}`,
  "rate-log": "\\v{minSSq} \\le \\frac{5 \\cdot \\v{gap0}}{\\ln(1 + \\v{T} / \\v{K})}",
  "rate-log-short":
    "\\v{minSSq} \\le \\frac{5 \\cdot \\v{gap0}}{1 + \\ln\\left(\\frac{\\v{T} + \\v{K}}{1 + \\v{K}}\\right)}",
  "rate-bounded": `\\v{minSSq} \\le \\frac{5 \\cdot \\v{gap0}}{\\v{least} \\cdot \\v{T}},\\quad ${least("\\v{maxVSq}", "\\v{least}")}`,
  "rate-sqrt": `\\v{minSSq} \\le \\frac{\\v{kappa} \\cdot \\v{gap0}}{\\v{T}} \\cdot \\max\\left\\{1, \\frac{\\v{p} + \\sqrt{\\v{p}^2 + 4 \\cdot \\v{q} \\cdot \\v{T}}}{2}\\right\\},\\quad p = 5\\sqrt2 \\cdot \\v{L} \\cdot (2 \\cdot \\v{v0}^2 + ${gBound}) = \\v{p},\\quad q = 10\\sqrt2 \\cdot \\v{kappa} \\cdot \\v{L} \\cdot \\v{gap0} = \\v{q}`,
  "rate-projected": "\\v{minSSq} \\le \\frac{2 \\cdot \\v{gap0}}{\\v{S}}",
  "rate-apriori": `\\v{minSSq} \\le \\frac{\\v{kappa} \\cdot \\v{gap0}}{\\v{ahead} \\cdot \\v{T}},\\quad ${least("\\v{aprioriVSq}", "\\v{ahead}")},\\quad C^2 = \\v{imbalance} + \\v{kappa} \\cdot \\v{gap0} + 2 \\cdot \\v{rho} = \\v{aprioriVSq}`,
};

/** Which of the substitutions is a certificate's, for this lane. */
export function substitutionOf(id: string, { K }: Constants): string {
  return id === "rate-log" && K < 1 ? "rate-log-short" : id;
}

export type Numbers = Readonly<Record<string, number>>;

/** The numbers of one iterate or step: s = ‖∇J‖, v = ‖V‖, g = ‖G‖, d = ‖ηs‖, fall = −⟨∇J, d⟩. */
export function iterateNumbers(at: Row | Iterate, { L, infimum }: Constants): Numbers {
  const { J, eta, sSq, vSq, g } = at;
  const s = Math.sqrt(sSq);
  const row = { L, infimum, J, eta, s, g, v: Math.sqrt(vSq), d: eta * s, fall: eta * sSq };
  return "nextJ" in at ? { ...row, nextJ: at.nextJ } : row;
}

/** The numbers of a prefix, with the constants of its lane. */
export function prefixNumbers(at: Prefix, context: Context, constants: Constants): Numbers {
  const { T, S, J, vSq, eta, minSSq, maxVSq, harmonic } = at;
  const { L, infimum, J0, V0Sq, gap0, gBound, K, aprioriVSq } = constants;
  return {
    ...{ T, S, J, vSq, eta, minSSq, maxVSq, harmonic, L, infimum, J0, gap0, K, aprioriVSq },
    v: Math.sqrt(vSq),
    v0: Math.sqrt(V0Sq),
    kappa: KAPPA_REFINED,
    D: FIVE_ROOT_TWO * L * (vSq + gBound),
    least: 1 / longestInverseStep(o, L, maxVSq, gBound),
    ahead: 1 / longestInverseStep(o, L, aprioriVSq, gBound),
    p: FIVE_ROOT_TWO * L * (2 * V0Sq + gBound),
    q: 2 * FIVE_ROOT_TWO * KAPPA_REFINED * L * gap0,
    imbalance: context.imbalance0 ?? Number.NaN,
    rho: context.rho ?? Number.NaN,
  };
}
