/** The parameters of a lane, in the order of the link. Values of choices are the members of the families. */
import type { LaneConfig, ParameterId } from "../lora/experiment";
import { methodParameters } from "./methodParameters";
import type { Row } from "./parameter";
import { problemParameters } from "./problemParameters";
import { startParameters } from "./startParameters";
import { stepParameters } from "./stepParameters";

export const laneParameters = {
  ...problemParameters,
  ...methodParameters,
  ...startParameters,
  ...stepParameters,
} satisfies { readonly [K in ParameterId]: Row<LaneConfig[K]> };
