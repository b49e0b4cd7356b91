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
import { type ElementFunction, shaderCode, shaderName } from "../elementFunctions";
import type { Engine } from "../engine";
import { EngineUnavailable, type WebgpuAdapter } from "./adapters";
import { type Device, Faults } from "./device";
import { createTensorEngine } from "./engine";
import { kernel, tensorOf } from "./runtime";

const BACKEND = "webgpu";
const WORKGROUP: [number, number, number] = [64, 1, 1];
const variables = ["A", "B", "C"];
/** Results of at most this many entries a lane take the small tile: a large one would leave most of the GPU idle. */
const SMALL_PRODUCT = 128 * 128;

for (const config of [batchMatMulConfig, concatConfig, identityConfig, maxConfig, reshapeConfig, sumConfig]) {
  registerKernel(config);
}

export async function createWebgpuEngine({ adapter, software }: WebgpuAdapter): Promise<Engine> {
  const gpu = await adapter.requestDevice({ requiredLimits: computeLimits(adapter) });
  const { vendor, architecture, description } = adapter.info;
  const name = description || [vendor, architecture].filter(Boolean).join(" ") || "unnamed adapter";
  env().set("WEBGPU_CPU_FORWARD", false);
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
    elementwise: (fn, operands, shape) =>
      tensorOf(backend.runWebGPUProgram(elementwiseProgram(fn, operands.length, [...shape]), [...operands], "float32")),
    product(X, Y, { transposeX, transposeY, shape: [, rows, columns] }) {
      // By shape alone: the choice by default depends on the number of lanes, and its split-K program on the weather.
      const small = rows * columns <= SMALL_PRODUCT;
      const type = small ? MatMulProgramType.MatMulSmallOutputSizeProgram : MatMulProgramType.MatMulPackedProgram;
      env().set("WEBGPU_MATMUL_PROGRAM_TYPE", type);
      return kernel("BatchMatMul", { a: X, b: Y }, { transposeA: transposeX, transposeB: transposeY });
    },
    guard: (read) => faults.guard(read),
    dispose() {
      removeBackend(BACKEND);
      gpu.destroy();
    },
  };
  return createTensorEngine(device);
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

function elementwiseProgram(fn: ElementFunction, arity: number, outputShape: number[]): WebGPUProgram {
  const dispatchLayout = flatDispatchLayout(outputShape);
  const names = variables.slice(0, arity);
  return {
    outputShape,
    dispatchLayout,
    dispatch: computeDispatch(dispatchLayout, outputShape, WORKGROUP),
    workgroupSize: WORKGROUP,
    variableNames: names,
    size: true,
    shaderKey: `elementwise ${fn}`,
    getUserCode: () => `
      ${shaderCode(fn, "wgsl")}
      ${getMainHeaderString("index")} {
        if (index < uniforms.size) {
          setOutputAtIndex(index, ${shaderName(fn)}(${names.map((x) => `get${x}ByOutputIndex(index)`).join(", ")}));
        }
      }`,
  };
}
