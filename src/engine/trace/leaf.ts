/** The leaves of a step graph: what each source is in a lane's inputs and state. */
import type { LaneInputs, LaneState } from "../../lora/program";
import { type Matrix, matrix } from "../../math/matrix";
import type { Source } from "./graph";

export function leaf(source: Source, inputs: LaneInputs, state: LaneState): Matrix {
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
    default:
      return source satisfies never;
  }
}

export const scalar = (x: number): Matrix => matrix(1, 1, Float64Array.of(x));
