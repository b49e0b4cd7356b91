/** Steps to a tolerance: the first iterate at which a lane is within it, from the columns that are kept. */
import { stepText } from "../../../charts/geometry/numberText";
import { firstPassage, type Passage } from "../../../history/firstPassage";
import type { LaneHistory } from "../../../history/types";
import type { LaneFacts } from "../../../lora/lane";

/** What has to come below the tolerance: ‖∇J‖, J − L*, or J − L* as a share of where it started. */
export const quantities = [
  { id: "gradient", text: "‖∇J‖ ≤", name: "the gradient norm ‖∇J‖" },
  { id: "gap", text: "J − L* ≤", name: "the gap J − L*" },
  { id: "relative", text: "(J − L*) / (J₀ − L*) ≤", name: "the gap as a share of the first" },
] as const;

export type Quantity = (typeof quantities)[number]["id"];

export interface Tolerance {
  readonly quantity: Quantity;
  readonly level: number;
}

export const usualTolerance: Tolerance = { quantity: "gradient", level: 1e-3 };

type Measured = { readonly history: LaneHistory; readonly facts: Pick<LaneFacts, "infimum"> };

/** Reads passages, and keeps each as it was found first: rows that are thinned later would know it less well. */
export function createPassages(): (lane: Measured, tolerance: Tolerance) => Passage | null {
  const known = new WeakMap<LaneHistory, Map<string, Passage>>();
  return ({ history, facts }, { quantity, level }) => {
    const key = `${quantity} ${level}`;
    const found = known.get(history)?.get(key) ?? passageOf(history, facts.infimum, quantity, level);
    if (found) known.set(history, (known.get(history) ?? new Map()).set(key, found));
    return found;
  };
}

function passageOf(history: LaneHistory, infimum: number, quantity: Quantity, level: number): Passage | null {
  if (history.rows === 0) return null;
  if (quantity === "gradient") return firstPassage(history, "grad_norm_sq", level ** 2);
  const unit = quantity === "gap" ? 1 : history.value("loss", 0) - infimum;
  return firstPassage(history, "loss", infimum + level * unit);
}

/** The iterate; where only a bucket of thinned rows is known, the latest that it can be. */
export function passageText(passage: Passage | null): string {
  if (passage === null) return "–";
  return `${passage.from < passage.to ? "≤ " : ""}${stepText(passage.to)}`;
}
