/** The engines on TensorFlow.js as their tests open them: software adapters count, and a missing one is a failure. */
import type { Assets } from "../lora/types";
import type { Engine } from "./engine";
import { findWebgl, findWebgpu } from "./tfjs/adapters";
import { createWebglEngine } from "./tfjs/webgl";
import { createWebgpuEngine, type Execution } from "./tfjs/webgpu";

export interface TestedDevice {
  readonly id: string;
  readonly name: string;
  readonly execution: string;
  readonly open: () => Promise<Engine>;
}

const openWebgpu = async (execution: Execution) =>
  createWebgpuEngine(await findWebgpu({ allowSoftware: true }), execution);

export const webgpu: TestedDevice = {
  id: "webgpu",
  name: "webgpu, generated",
  execution: "one generated program",
  open: () => openWebgpu("chosen"),
};
export const webgl: TestedDevice = {
  id: "webgl",
  name: "webgl, in passes",
  execution: "few passes a step, generated",
  open: async () => createWebglEngine(findWebgl({ allowSoftware: true })),
};
const eager = "operations one by one";
/** WebGL takes line searches operation by operation, so that both of its executions are among its cases. */
export const devices: readonly TestedDevice[] = [
  webgpu,
  { ...webgpu, name: "webgpu, eager", execution: eager, open: () => openWebgpu("eager") },
  webgl,
];

export async function fetchAssets(): Promise<Assets> {
  const response = await fetch("/digits.bin");
  return { digits: await response.arrayBuffer() };
}
