/** Rounding models of the losses: see `RoundingModel`. */
import type { RoundingModel } from "../types";

/** Only what is named; the rest is 0. */
export function roundingModel(terms: number, parts: Partial<Omit<RoundingModel, "terms">>): RoundingModel {
  return { perGradient: 0, shift: 0, rootPerWeight: 0, root: 0, perWeight: 0, offset: 0, ...parts, terms };
}
