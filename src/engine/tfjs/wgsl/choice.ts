/**
 * Which steps run as one generated program, and in workgroups of which size. A table and nothing else: what is computed must not
 * depend on how fast a device happened to be. One workgroup is one lane, so that large steps are left to operations one by
 * one, which spread a single product over the whole device.
 */
import type { NodeId, StepGraph } from "../../trace/graph";

export interface DeviceLimits {
  /** bytes of memory that a workgroup's threads share; 16 KiB are guaranteed */
  readonly workgroupMemory: number;
  readonly workgroupSize: number;
}

/**
 * Bytes of workgroup memory to use on a software adapter, where it is memory like any other: such adapters clear it by one
 * instruction an entry, and took most of a minute to compile a program with 32 KiB.
 */
export const SOFTWARE_WORKGROUP_MEMORY = 1024;

export interface Choice {
  readonly workgroup: number;
  /** steps that are queued at once: operating systems end a program that runs for seconds */
  readonly stepsAtOnce: number;
}

/** By the multiplications of one step of one lane, up to and including `work`. */
const table: readonly { readonly work: number; readonly workgroup: number }[] = [
  { work: 2 ** 15, workgroup: 64 },
  { work: 2 ** 22, workgroup: 256 },
];
const WORK_AT_ONCE = 2 ** 31;
/** Trials of a line search that a step is reckoned with. */
const TRIALS = 2;

/** Null: operations one by one. */
export function chooseProgram(graph: StepGraph, limits: DeviceLimits): Choice | null {
  const work = workOf(graph, graph.body);
  const row = table.find((each) => work <= each.work);
  if (!row) return null;
  const workgroup = row.workgroup <= limits.workgroupSize ? row.workgroup : 64;
  return { workgroup, stepsAtOnce: Math.floor(WORK_AT_ONCE / Math.max(1, work)) };
}

/** Multiplications in products, and entries that elementwise functions and reductions pass over. */
export function workOf(graph: StepGraph, body: readonly NodeId[]): number {
  return body.reduce((sum, id) => {
    const node = graph.nodes[id]!;
    if (node.kind === "repeatUntil") return sum + TRIALS * workOf(graph, node.body);
    const swept = node.kind === "reduce" ? graph.nodes[node.operands[0]!]! : node;
    if (node.kind === "product") return sum + node.rows * node.columns * node.inner;
    return node.kind === "elementwise" || node.kind === "reduce" ? sum + swept.rows * swept.columns : sum;
  }, 0);
}
