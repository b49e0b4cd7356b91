/** One sentence that says what is seen, from the configuration alone. */
import type { LaneConfig, ParameterId } from "../lora/experiment";
import { lossOf, methodOf } from "../lora/families";
import { tellingKeys } from "./laneNames";
import { countWord } from "./words";

/** Starts this small wait visibly at the origin before they leave it. */
const SMALL_SCALE = 0.05;

const names: Partial<Record<ParameterId, string>> = {
  r: "rank",
  L: "smoothness",
  seed: "draw",
  init: "initialization",
  scale: "initial scale",
  step: "step rule",
  eta: "step size",
  method: "method",
  loss: "loss",
  m: "number of rows",
  n: "number of columns",
  trank: "rank of the target",
  tscale: "size of the target",
  pseed: "draw of the problem",
  period: "steps a link",
  clients: "number of clients",
  local: "local steps",
  hetero: "heterogeneity",
};

export function sentenceFor(lanes: readonly LaneConfig[]): string {
  const first = lanes[0];
  if (!first) return "";
  if (lanes.length > 1) return manyRuns(lanes, tellingKeys(lanes));
  if (first.method === "full")
    return `Full-rank descent trains every entry of W on ${lossWords(first)}: what LoRA is measured against.`;
  if (first.loss === "digits") {
    return `A rank-${first.r} adapter retrains a classifier of the handwritten digits 0–4 to tell 5–9 apart.`;
  }
  // The member's own summary is a sentence on what it does.
  if (first.method !== "lora") return methodOf(first.method).summary;
  return originStory(first) ?? plainStory(first);
}

function manyRuns(lanes: readonly LaneConfig[], differing: readonly ParameterId[]): string {
  const methods = new Set(lanes.map((lane) => lane.method));
  const onlyMethods = differing.every((key) => key === "method" || key === "step" || key === "eta");
  if (lanes.length === 2 && methods.has("lora") && methods.has("full") && onlyMethods) {
    const own = differing.length > 1 || lanes.every((lane) => lane.step === "auto");
    return `LoRA descent beside full-rank descent on the same problem${own ? ", each with its own step" : ""}.`;
  }
  const what = differing.map((key) => names[key] ?? key);
  const count = capitalized(countWord(lanes.length));
  const list = what.length > 3 ? [...what.slice(0, 2), "more"] : what;
  return `${count} runs on one picture; they differ in ${listed(list)}.`;
}

/** What the stationary point at V = 0 does to this start, if it rules the picture. */
function originStory(lane: LaneConfig): string | null {
  if (lane.init === "zero") return "V = 0 is a stationary point of every loss: a run that starts there never moves.";
  if (lane.init === "stable") {
    return "Started on the set that flows into V = 0, descent is drawn to the origin although the minimum is elsewhere.";
  }
  if (lane.init !== "gauss" || lane.scale > SMALL_SCALE || lane.v0norm !== null || lane.alpha !== null) return null;
  const wait = "Near the stationary point V = 0 descent waits, then";
  if (lane.loss !== "quadratic" || lane.target || lane.W0scale > 0)
    return `${wait} escapes along the steepest directions.`;
  const rank = Math.min(lane.trank ?? Infinity, lane.m, lane.n);
  if (lane.r < rank)
    return `${wait} learns ${countWord(lane.r)} of the target’s ${countWord(rank)} singular directions one by one.`;
  if (rank === 1) return `${wait} learns the target’s one singular direction.`;
  return `${wait} learns the target’s ${countWord(rank)} singular directions one by one.`;
}

function plainStory(lane: LaneConfig): string {
  if (lane.loss === "power-tail" || lane.loss === "log-tail") {
    return "The minimum lies at infinity: ‖V‖ grows without bound and descent slows down more and more.";
  }
  return `LoRA descent trains the rank-${lane.r} factors B and A of W₀ + BA on ${lossWords(lane)}.`;
}

/** Losses that prose has a better word for than their label. */
const lossNames: Readonly<Record<string, string>> = {
  quadratic: "a quadratic",
  regression: "linear regression",
  logistic: "logistic regression",
  digits: "handwritten digits",
  "power-tail": "a loss whose minimum lies at infinity",
  "log-tail": "a loss whose minimum lies at infinity",
};

function lossWords({ loss }: LaneConfig): string {
  return lossNames[loss] ?? `the loss “${lossOf(loss).label}”`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
