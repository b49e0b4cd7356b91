/** What a lane is called beside the others: by what differs, "r = 4" or "Full-rank descent, 1/L". */
import type { LaneConfig, ParameterId } from "../lora/experiment";
import { appliesTo, parameters } from "../permalink/schema";
import { differingKeys } from "../store/lanes";
import { memberOf } from "./controls/members";

/** A name of more parts would not fit beside a line. */
const PARTS = 2;

export function laneNames(lanes: readonly LaneConfig[]): readonly string[] {
  if (lanes.length < 2) return lanes.map(() => "");
  const differing = differingKeys(lanes);
  return lanes.map((lane, index) => {
    const parts = differing.filter((key) => appliesTo(key, lane)).map((key) => partFor(key, lane));
    return parts.length === 0 ? `lane ${index + 1}` : parts.slice(0, PARTS).join(", ");
  });
}

function partFor(key: ParameterId, lane: LaneConfig): string {
  const member = typeof lane[key] === "string" ? memberOf(key, lane[key]) : null;
  if (member) return member.label;
  const parameter = parameters.find((each) => each.key === key);
  if (!parameter) return key;
  const text = parameter.kind === "matrix" ? "its own" : parameter.write(lane[key]);
  return `${parameter.symbol?.replace("_", "") ?? parameter.name} = ${text}`;
}
