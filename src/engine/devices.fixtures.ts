/** The engines on TensorFlow.js as their tests open them: software adapters count, and a missing one is a failure. */
import type { Assets } from "../lora/types";
import type { Engine } from "./engine";
import { findWebgl, findWebgpu } from "./tfjs/adapters";
import { createWebglEngine } from "./tfjs/webgl";
import { createWebgpuEngine } from "./tfjs/webgpu";

export const devices: readonly { readonly id: string; readonly open: () => Promise<Engine> }[] = [
  { id: "webgpu", open: async () => createWebgpuEngine(await findWebgpu({ allowSoftware: true })) },
  { id: "webgl", open: async () => createWebglEngine(findWebgl({ allowSoftware: true })) },
];

export async function fetchAssets(): Promise<Assets> {
  const response = await fetch("/digits.bin");
  return { digits: await response.arrayBuffer() };
}
