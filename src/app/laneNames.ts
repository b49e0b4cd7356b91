/** What a lane is called beside the others: by what differs, "r = 4" or "Full-rank descent, 1/L". */
import type { LaneConfig, ParameterId } from "../lora/experiment";
import { AUTO_STEP } from "../lora/families";
import { appliesTo, parameters } from "../permalink/schema";
import { differingKeys } from "../store/lanes";
import { memberOf } from "./controls/members";

/** Shorter than the labels of the controls, for members that are often compared. */
const shortNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  method: {
    lora: "LoRA",
    full: "full-rank",
    "asym-a": "A frozen",
    "asym-b": "B frozen",
    cola: "COLA",
    rac: "RAC-LoRA",
    "rac-left": "RAC-LoRA, left",
    bernoulli: "Bernoulli",
    scaled: "scaled",
    sgd: "stochastic",
  },
  step: {
    paper: "rule (8)",
    "paper-v3": "(8) revised",
    star: "(8) ★",
    sharp: "largest ★",
    "sharp-min": "best ★",
    corrected: "Lemma 1 repaired",
    printed: "Lemma 1 printed",
    constant: "constant",
    armijo: "backtracking",
  },
  init: {
    lora: "B = 0",
    "lora-reverse": "A = 0",
    kaiming: "B = 0, uniform",
    gauss: "Gaussian",
    zero: "V = 0",
    stable: "stable",
    unstable: "unstable",
    spectral: "spectral",
    pissa: "PiSSA",
    olora: "OLoRA",
    orthogonal: "orthonormal",
    user: "given",
  },
};

/** A name of more parts would not fit beside a line. */
const PARTS = 2;

export function laneNames(lanes: readonly LaneConfig[]): readonly string[] {
  if (lanes.length < 2) return lanes.map(() => "");
  const differing = tellingKeys(lanes);
  return lanes.map((lane, index) => {
    const parts = differing.filter((key) => isTelling(key, lane, differing)).map((key) => partOf(key, lane));
    return parts.length === 0 ? `lane ${index + 1}` : parts.slice(0, PARTS).join(", ");
  });
}

/** The keys that lanes differ in, less the period where it says no more than the method: each has one of its own. */
export function tellingKeys(lanes: readonly LaneConfig[]): readonly ParameterId[] {
  const periods = new Map(lanes.map(({ method, period }) => [method, period]));
  const isImplied = lanes.every(({ method, period }) => periods.get(method) === period);
  return differingKeys(lanes).filter((key) => !(key === "period" && isImplied));
}

/** "auto" says nothing beside a method's name, and "constant" nothing beside its step. */
function isTelling(key: ParameterId, lane: LaneConfig, differing: readonly ParameterId[]): boolean {
  if (!appliesTo(key, lane)) return false;
  if (key !== "step") return true;
  const isImplied = lane.step === AUTO_STEP && differing.includes("method");
  return !isImplied && !(lane.step === "constant" && differing.includes("eta"));
}

function partOf(key: ParameterId, lane: LaneConfig): string {
  const text = valueText(key, lane);
  if (memberOf(key, String(lane[key]))) return text;
  const parameter = parameters.find((each) => each.key === key);
  return `${parameter?.symbol?.replace("_", "") ?? parameter?.name ?? key} = ${text}`;
}

/** What a lane has for a key, as briefly as it can be said. */
export function valueText(key: ParameterId, lane: LaneConfig): string {
  const member = memberOf(key, String(lane[key]));
  if (member) return shortNames[key]?.[member.id] ?? member.label;
  const parameter = parameters.find((each) => each.key === key);
  if (!parameter || (parameter.kind === "matrix" && lane[key] !== null)) return "its own";
  return parameter.write(lane[key]);
}
