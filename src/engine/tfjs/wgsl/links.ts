/**
 * Packs the links of a dispatch into one buffer: of each lane one number a step, 1 if a link follows it, and then what its links
 * draw, one after another. A lane's part is as long as that of the lane with most links.
 */
import type { LaneLinks } from "../../links";

export interface PackedLinks {
  readonly values: Float32Array;
  /** what a lane's part advances from lane to lane */
  readonly stride: number;
}

/** `entries`: of what one link draws. */
export function packLinks(lanes: readonly LaneLinks[], steps: number, entries: number): PackedLinks {
  const most = Math.max(...lanes.map((links) => links.length));
  const stride = steps + most * entries;
  // After its last link a lane reads on, and drops what it reads: for the last lane that is beyond its part.
  const values = new Float32Array(lanes.length * stride + entries);
  for (const [lane, links] of lanes.entries()) {
    let at = lane * stride + steps;
    for (const { step, drawn } of links) {
      values[lane * stride + step] = 1;
      for (const { data } of drawn) {
        values.set(data, at);
        at += data.length;
      }
    }
  }
  return { values, stride };
}
