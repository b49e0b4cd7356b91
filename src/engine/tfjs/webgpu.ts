/**
 * WebGPU through TensorFlow.js: requests the device itself, so that its loss and errors are noticed, hands it to the backend,
 * and registers only the kernels that the interpreter calls.
 */

import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu";
import { batchMatMulConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul";
import { concatConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat";
import { identityConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity";
import { maxConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Max";
import { reshapeConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape";
import { sumConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum";
import { getMainHeaderString, type WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu/dist/webgpu_program";
import {
  computeDispatch,
  flatDispatchLayout,
  MatMulProgramType,
} from "@tensorflow/tfjs-backend-webgpu/dist/webgpu_util";
import { engine, env, registerBackend, registerKernel, removeBackend } from "@tensorflow/tfjs-core";
import { withChains } from "../chained";
import type { Engine } from "../engine";
import { EngineUnavailable, type WebgpuAdapter } from "./adapters";
import { type Device, Faults } from "./device";
import { createTensorEngine } from "./engine";
import { type Dialect, operandNames, type Program } from "./programs";
import { tensorOf } from "./runtime";
import { createStepDevice } from "./wgsl/device";
import { createGeneratingEngine } from "./wgsl/engine";

const BACKEND = "webgpu";
const WORKGROUP: [number, number, number] = [64, 1, 1];

for (const config of [batchMatMulConfig, concatConfig, identityConfig, maxConfig, reshapeConfig, sumConfig]) {
  registerKernel(config);
}

/** How steps are executed: as the table of generated programs says, operation by operation, or generated for so many threads. */
export type Execution = "chosen" | "eager" | { readonly threads: number };

export async function createWebgpuEngine(
  { adapter, software }: WebgpuAdapter,
  execution: Execution = "chosen",
): Promise<Engine> {
  const gpu = await adapter.requestDevice({ requiredLimits: computeLimits(adapter) });
  const { vendor, architecture, description } = adapter.info;
  const name = description || [vendor, architecture].filter(Boolean).join(" ") || "unnamed adapter";
  env().set("WEBGPU_CPU_FORWARD", false);
  // By default the program depends on the number of lanes, and one of them adds in the order in which threads arrive.
  env().set("WEBGPU_MATMUL_PROGRAM_TYPE", MatMulProgramType.MatMulPackedProgram);
  const backend = new WebGPUBackend(gpu, adapter.info);
  registerBackend(BACKEND, () => backend);
  if (!(await engine().setBackend(BACKEND))) throw new EngineUnavailable("WebGPU did not initialize.");
  const faults = new Faults();
  gpu.addEventListener("uncapturederror", (event) => {
    event.preventDefault();
    faults.report(`The GPU reported: ${event.error.message}`);
  });
  gpu.lost.then(({ message }) => faults.report(`The GPU was lost: ${message}`));
  const device: Device = {
    info: {
      id: "webgpu",
      precision: "float32",
      adapter: name,
      software,
      execution: "operations one by one",
      maxEntries: Math.min(gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize) / 4,
    },
    backend: BACKEND,
    run: (program) =>
      tensorOf(
        backend.runWebGPUProgram(
          shaderOf(program),
          [...program.operands],
          "float32",
          program.inner > 0 ? [{ type: "int32", data: [program.inner] }] : [],
        ),
      ),
    guard: (read) => faults.guard(read),
    dispose() {
      removeBackend(BACKEND);
      gpu.destroy();
    },
  };
  const eager = createTensorEngine(device, { fused: false });
  if (execution === "eager") return withChains(eager);
  const threads = execution === "chosen" ? undefined : execution.threads;
  return withChains(createGeneratingEngine(eager, createStepDevice(backend, gpu, device), threads));
}

/** The adapter's own limits where they matter for computing; a device gets the guaranteed minimum otherwise. */
function computeLimits({ limits }: GPUAdapter): Record<string, number> {
  return {
    maxBufferSize: limits.maxBufferSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
  };
}

const wgsl: Dialect = { language: "wgsl", real: "var", integer: "var", inner: "uniforms.inner" };

function shaderOf(program: Program): WebGPUProgram {
  const outputShape = [...program.shape];
  const dispatchLayout = flatDispatchLayout(outputShape);
  const { functions, statements, entry } = program.code(wgsl);
  return {
    outputShape,
    dispatchLayout,
    dispatch: computeDispatch(dispatchLayout, outputShape, WORKGROUP),
    workgroupSize: WORKGROUP,
    variableNames: operandNames.slice(0, program.operands.length),
    ...(program.inner > 0 && { uniforms: "inner : i32," }),
    size: true,
    shaderKey: program.key,
    getUserCode: () => `
      ${functions}
      ${getMainHeaderString("index")} {
        if (index < uniforms.size) {
          let at = getCoordsFromIndex(index);
          ${statements}
          setOutputAtIndex(index, ${entry});
        }
      }`,
  };
}
