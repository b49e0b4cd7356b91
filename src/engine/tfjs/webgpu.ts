/**
 * WebGPU through TensorFlow.js: asks for the adapter itself (to know whether it is hardware and why there is none), hands the
 * device to the backend, and registers only the kernels that the interpreter calls.
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
import { type Device, type DeviceRequest, EngineUnavailable, Faults } from "./device";
import { createTensorEngine } from "./engine";

const BACKEND = "webgpu";
const WORKGROUP: [number, number, number] = [64, 1, 1];
const variables = ["A", "B", "C"];
/** Results of at most this many entries a lane take the small tile: a large one would leave most of the GPU idle. */
const SMALL_PRODUCT = 128 * 128;

for (const kernel of [batchMatMulConfig, concatConfig, identityConfig, maxConfig, reshapeConfig, sumConfig]) {
  registerKernel(kernel);
}

/** Throws EngineUnavailable, with the reason, where there is no adapter of the kind asked for. */
export async function createWebgpuEngine(request: DeviceRequest): Promise<Engine> {
  const { adapter, software } = await findAdapter(request);
  const limits = { ...computeLimits(adapter) };
  const gpu = await adapter.requestDevice({ requiredLimits: limits });
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
      backend.runWebGPUProgram(elementwiseProgram(fn, operands.length, [...shape]), [...operands], "float32"),
    prepareProduct(rows, columns) {
      // By shape alone: the choice by default depends on the number of lanes, and its split-K program on the weather.
      const small = rows * columns <= SMALL_PRODUCT;
      const type = small ? MatMulProgramType.MatMulSmallOutputSizeProgram : MatMulProgramType.MatMulPackedProgram;
      env().set("WEBGPU_MATMUL_PROGRAM_TYPE", type);
    },
    guard: (read) => faults.guard(read),
    dispose() {
      removeBackend(BACKEND);
      gpu.destroy();
    },
  };
  return createTensorEngine(device);
}

async function findAdapter({ allowSoftware }: DeviceRequest): Promise<{ adapter: GPUAdapter; software: boolean }> {
  // Typed as always there, but absent outside secure contexts and in browsers without WebGPU.
  const gpu: GPU | undefined = navigator.gpu;
  if (!gpu) throw new EngineUnavailable("This browser does not offer WebGPU here.");
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new EngineUnavailable("WebGPU found no adapter.");
  const software = adapter.info.isFallbackAdapter;
  if (software && !allowSoftware)
    throw new EngineUnavailable("WebGPU has only a software adapter, which is slower than float64.");
  return { adapter, software };
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
