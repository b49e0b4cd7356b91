/**
 * What the benchmarks of the GPU engines run in their page: one function that takes steps of a link's lanes, operation by
 * operation or by generated code, and tells how long they took.
 */
import type { Engine, EngineRun } from "../src/engine/engine";
import { Float64Ops } from "../src/engine/float64/ops";
import { findWebgl, findWebgpu } from "../src/engine/tfjs/adapters";
import { createWebglEngine } from "../src/engine/tfjs/webgl";
import { createWebgpuEngine, type Execution } from "../src/engine/tfjs/webgpu";
import { workOf } from "../src/engine/tfjs/wgsl/choice";
import { recordStep } from "../src/engine/trace/record";
import { batchLanes, prepareLane } from "../src/lora/lane";
import { loadMembers } from "../src/lora/members";
import { decodeLink, experimentOf } from "../src/permalink/link";

export interface Task {
  readonly link: string;
  readonly execution: Execution;
  readonly device?: "webgl";
}

export interface Timing {
  readonly adapter: string;
  readonly software: boolean;
  /** as the badge says it */
  readonly execution: string;
  /** of a step of one lane, as the table of generated programs counts it */
  readonly work: number;
  /** from the request for a run to its first row: compilation and upload */
  readonly startMs: number;
  /** lane-steps a second, median over blocks */
  readonly rate: number;
}

const BLOCK_MS = 100;
const BLOCKS = 3;

function open({ execution, device }: Task): Promise<Engine> | Engine {
  if (device === "webgl") return createWebglEngine(findWebgl({ allowSoftware: true }), execution !== "eager");
  return findWebgpu({ allowSoftware: true }).then((adapter) => createWebgpuEngine(adapter, execution));
}

async function measure(task: Task): Promise<Timing> {
  const { link } = task;
  const { lanes } = experimentOf(decodeLink(link).link);
  const members = await Promise.all(lanes.map(loadMembers));
  const prepared = lanes.map((lane, i) => prepareLane(lane, members[i]!, {}, new Float64Ops()));
  const [batch, ...others] = batchLanes(prepared);
  if (!batch || others.length > 0) throw new Error(`the lanes of ${link} are not one batch`);
  const { program, inputs, states } = batch;
  const engine = await open(task);
  try {
    const begin = performance.now();
    const run = await engine.start(program, inputs, states);
    await run.advance(1);
    const startMs = performance.now() - begin;
    const rate = lanes.length * (await stepsPerSecond(run));
    run.dispose();
    const graph = recordStep(program, inputs[0]!, states[0]!);
    const { adapter, software, execution: executed } = engine.info;
    return { adapter, software, execution: executed, work: workOf(graph, graph.body), startMs, rate };
  } finally {
    engine.dispose();
  }
}

/** Blocks grow until one takes long enough to be measured; then some of that length. */
async function stepsPerSecond(run: EngineRun): Promise<number> {
  const timed = async (steps: number) => {
    const start = performance.now();
    await run.advance(steps);
    return performance.now() - start;
  };
  let steps = 1;
  while ((await timed(steps)) < BLOCK_MS) steps *= 2;
  const times: number[] = [];
  while (times.length < BLOCKS) times.push(await timed(steps));
  return (1000 * steps) / times.toSorted((a, b) => a - b)[BLOCKS >> 1]!;
}

Object.assign(globalThis, { measure });
