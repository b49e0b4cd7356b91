/** Phases in words: a short label for the band under the charts, and a sentence that a screen reader can read. */
import type { Phase } from "./types";

const factor = (x: number) => `×${x.toPrecision(5)}`;
const powerLaw = (exponent: number) => `‖∇J‖² ~ t^${exponent.toFixed(2).replace("-", "−")}`;

/** A few words, with the measured number where there is one. */
export function labelOf({ kind, measured, predicted }: Phase): string {
  switch (kind) {
    case "origin":
      return "stationary at V = 0";
    case "stationary":
      return "gradient exactly 0";
    case "saddle":
      return "near the saddle at 0";
    case "escape":
      return `escape ${factor(measured!)} (predicted ${factor(predicted!)}) a step from the saddle at 0`;
    case "inflow":
      return `${factor(measured!)} a step into V = 0`;
    case "lazy":
      return "lazy: V hardly moves";
    case "plateau":
      return "plateau";
    case "descent":
      return measured === null ? "descent" : `descent, ${powerLaw(measured)}`;
    case "linear":
      return `${factor(measured!)} a step, linear`;
    case "floor":
      return "rounding floor";
    case "underflow":
      return "too small for this precision";
    case "divergence":
      return "divergence";
    default:
      return kind satisfies never;
  }
}

const meaning: Readonly<Record<Phase["kind"], string>> = {
  origin: "V is 0, where the gradient is exactly 0: nothing moves",
  stationary: "the gradient is exactly 0, so nothing moves",
  saddle: "the iterates linger near the saddle at V = 0",
  escape: "the iterates leave the saddle at V = 0 along its unstable direction",
  inflow: "the iterates flow into V = 0 along its stable directions",
  lazy: "the loss falls while the norm of V hardly moves",
  plateau: "the loss hardly falls",
  descent: "the loss falls",
  linear: "the gradient falls by a constant factor a step",
  floor: "steps are too small for this precision: the numbers no longer tell them apart",
  underflow:
    "squares are below the smallest number of this precision and count as 0, so nothing can be told of V or the gradient",
  divergence: "the loss rises above its start",
};

export function sentenceOf(phase: Phase): string {
  const { kind, from, to, measured, predicted } = phase;
  const numbers = [
    measured === null ? null : kind === "descent" ? powerLaw(measured) : `factor ${measured.toPrecision(5)}`,
    predicted === null ? null : `predicted ${predicted.toPrecision(5)}`,
  ].filter((text) => text !== null);
  const detail = numbers.length > 0 ? ` (${numbers.join(", ")})` : "";
  return `From t = ${from} to ${to} ${meaning[kind]}${detail}.`;
}
