/** Packs what does not change during a run into one buffer: once where all lanes agree, else lane after lane. */
import type { LaneInputs, LaneState } from "../../../lora/program";
import type { Source } from "../../trace/graph";
import { leaf } from "../../trace/leaf";

export interface PackedConstants {
  readonly values: Float32Array;
  /** of each source: where it begins, and what it advances from lane to lane */
  readonly places: readonly { readonly from: number; readonly stride: number }[];
}

export function packConstants(
  sources: readonly Source[],
  inputs: readonly LaneInputs[],
  states: readonly LaneState[],
): PackedConstants {
  const parts: Float64Array[] = [];
  let size = 0;
  const places = sources.map((source) => {
    const lanes = inputs.map((lane, i) => leaf(source, lane, states[i]!).data);
    const first = lanes[0]!;
    const shared = lanes.every((data) => data === first || data.every((x, i) => x === first[i]));
    const place = { from: size, stride: shared ? 0 : first.length };
    const held = shared ? [first] : lanes;
    parts.push(...held);
    size += held.length * first.length;
    return place;
  });
  // A buffer holds at least one number.
  const values = new Float32Array(Math.max(1, size));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return { values, places };
}
