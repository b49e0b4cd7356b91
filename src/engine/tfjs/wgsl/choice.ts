/** What the table says for a step on a device. One workgroup is one lane, so that large steps are left to operations one by one. */
import type { NodeId, StepGraph } from "../../trace/graph";
import { hardware, software } from "./table";

export interface DeviceLimits {
  readonly software: boolean;
  /** bytes of memory that a workgroup's threads share */
  readonly workgroupMemory: number;
  readonly workgroupSize: number;
}

export interface Choice {
  /** threads of a workgroup */
  readonly workgroup: number;
  /** bytes that its threads share */
  readonly memory: number;
  /** steps that are queued at once */
  readonly stepsAtOnce: number;
}

/** Trials of a line search that a step is reckoned with. */
const TRIALS = 2;

/** Operations of a step beyond which its program takes a device seconds to compile. */
const MOST_NODES = 1024;

/** Null: operations one by one. `threads`: instead of the table's, for the benchmark that fills it. */
export function chooseProgram(graph: StepGraph, limits: DeviceLimits, threads?: number): Choice | null {
  const { rows, workgroupMemory, workAtOnce } = limits.software ? software : hardware;
  const work = workOf(graph, graph.body);
  let workgroup = threads ?? rows.find((row) => work <= row.work)?.workgroup;
  if (workgroup === undefined || graph.nodes.length > MOST_NODES) return null;
  while (workgroup > limits.workgroupSize) workgroup /= 2;
  return {
    workgroup,
    memory: Math.min(workgroupMemory, limits.workgroupMemory),
    stepsAtOnce: Math.max(1, Math.floor(workAtOnce / Math.max(1, work))),
  };
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
