/** The leaves of a step graph: what each source is in a lane's inputs and state, and in the link after the step. */
import type { LaneInputs, LaneState } from "../../lora/program";
import { type Matrix, matrix } from "../../math/matrix";
import { drawnShapes } from "../links";
import type { Source } from "./graph";

/** `drawn`: of the link after the step, null where there is none. */
export function leaf(
  source: Source,
  inputs: LaneInputs,
  state: LaneState,
  drawn: readonly Matrix[] | null = null,
): Matrix {
  switch (source.of) {
    case "W0":
      return inputs.W0;
    case "L":
      return scalar(inputs.L);
    case "eta":
      return scalar(inputs.eta);
    case "previousStep":
      return scalar(state.previousStep);
    case "matrix":
      return inputs.matrices[source.name]!;
    case "scalar":
      return scalar(inputs.scalars[source.name]!);
    case "theta":
      return state.theta[source.index]!;
    case "isLink":
      return scalar(drawn ? 1 : 0);
    case "drawn":
      return drawn?.[source.index] ?? drawnShapes(inputs, state)[source.index]!;
    default:
      return source satisfies never;
  }
}

export const scalar = (x: number): Matrix => matrix(1, 1, Float64Array.of(x));
