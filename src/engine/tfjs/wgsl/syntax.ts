/** What the parts of the WGSL writer share: how entries and numbers are spelt, and what a sweep needs of the program around it. */
import type { ElementFunction } from "../../elementFunctions";
import type { Node, NodeId } from "../../trace/graph";
import type { Place, Plan } from "./plan";

export interface ProgramText {
  readonly plan: Plan;
  /** threads of a workgroup */
  readonly workgroup: number;
  node(id: NodeId): Node;
  line(text: string): void;
  /** name of a scalar, or its value */
  scalar(id: NodeId): string;
  place(id: NodeId): Place | undefined;
  /** entry `index` of a value that is in memory, in a buffer, or a scalar */
  entry(id: NodeId, index: string): string;
  apply(fn: ElementFunction, operands: readonly string[]): string;
  /** To be called before an instruction is written: waits for what must have happened. */
  touch(reads: readonly Place[], writes: readonly Place[]): void;
  /** a loop over `count` things that the threads share */
  shared(index: string, count: number, body: () => void): void;
  /** a loop that every thread takes as a whole; `count` ≥ 1 */
  repeat(index: string, count: number, body: () => void, by?: number): void;
}

/** entry of a place */
export function at({ space, offset }: Place, index: string): string {
  return space === "workgroup" ? `memory[${offset} + ${index}]` : `result[scratch + ${offset} + ${index}]`;
}

/** An index and what it is off by. */
export function plus(index: string, offset: number): string {
  return offset === 0 ? index : `${index} + ${offset}`;
}

/** A float32 as WGSL reads it; the library passes infinity and NaN as uniforms, since no literal says them. */
export function literal(value: number): string {
  const rounded = Math.fround(value);
  if (Number.isNaN(rounded)) return "uniforms.NAN";
  if (!Number.isFinite(rounded)) return rounded > 0 ? "uniforms.INFINITY" : "(-uniforms.INFINITY)";
  return `f32(${rounded})`;
}
