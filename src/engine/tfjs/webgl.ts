/**
 * WebGL 2 through TensorFlow.js: makes the context itself (to know whether it is hardware and to notice its loss), insists on
 * float32 textures, and registers only the kernels that the interpreter calls.
 */

import { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/backend_webgl";
import { setWebGLContext } from "@tensorflow/tfjs-backend-webgl/dist/canvas_util";
import { GPGPUContext } from "@tensorflow/tfjs-backend-webgl/dist/gpgpu_context";
import {
  type GPGPUProgram,
  useShapeUniforms as takesShapeUniforms,
} from "@tensorflow/tfjs-backend-webgl/dist/gpgpu_math";
import { batchMatMulConfig } from "@tensorflow/tfjs-backend-webgl/dist/kernels/BatchMatMul";
import { concatConfig } from "@tensorflow/tfjs-backend-webgl/dist/kernels/Concat";
import { identityConfig } from "@tensorflow/tfjs-backend-webgl/dist/kernels/Identity";
import { maxConfig } from "@tensorflow/tfjs-backend-webgl/dist/kernels/Max";
import { reshapeConfig } from "@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape";
import { sumConfig } from "@tensorflow/tfjs-backend-webgl/dist/kernels/Sum";
import { engine, env, registerBackend, registerKernel, removeBackend } from "@tensorflow/tfjs-core";
import { type ElementFunction, shaderCode, shaderName } from "../elementFunctions";
import type { Engine } from "../engine";
import { type Device, type DeviceRequest, EngineUnavailable, Faults } from "./device";
import { createTensorEngine } from "./engine";

const BACKEND = "webgl";
const VERSION = 2;
const variables = ["A", "B", "C"];
/** How often we look whether the context is still there: a read from a lost one never answers. */
const WATCHDOG_MS = 500;

for (const kernel of [batchMatMulConfig, concatConfig, identityConfig, maxConfig, reshapeConfig, sumConfig]) {
  registerKernel(kernel);
}

/** Throws EngineUnavailable, with the reason, where there is no context of the kind asked for. */
export async function createWebglEngine(request: DeviceRequest): Promise<Engine> {
  const { gl, software } = createContext(request);
  env().set("SOFTWARE_WEBGL_ENABLED", request.allowSoftware);
  env().set("WEBGL_CPU_FORWARD", false);
  setWebGLContext(VERSION, gl);
  if (!env().getBool("WEBGL_RENDER_FLOAT32_ENABLED")) {
    throw new EngineUnavailable("WebGL cannot render 32-bit floats here; 16 bits are too few to descend with.");
  }
  const backend = new MathBackendWebGL(new GPGPUContext(gl));
  // It warns on the console when much memory is in use; a run that does not fit is refused before it starts.
  Object.assign(backend, { warnedAboutMemory: true });
  registerBackend(BACKEND, () => backend);
  if (!(await engine().setBackend(BACKEND))) throw new EngineUnavailable("WebGL did not initialize.");
  const faults = new Faults();
  const check = () => gl.isContextLost() && faults.report("The WebGL context was lost.");
  const watchdog = setInterval(check, WATCHDOG_MS);
  const device: Device = {
    info: {
      id: "webgl",
      precision: "float32",
      adapter: rendererName(gl),
      software,
      execution: "operations one by one",
      maxEntries: Number(gl.getParameter(gl.MAX_TEXTURE_SIZE)) ** 2,
    },
    backend: BACKEND,
    elementwise: (fn, operands, shape) =>
      backend.compileAndRun(elementwiseProgram(fn, operands.length, [...shape]), [...operands], "float32"),
    prepareProduct: () => {},
    guard(read) {
      check();
      return faults.guard(read);
    },
    dispose() {
      clearInterval(watchdog);
      removeBackend(BACKEND);
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
  return createTensorEngine(device);
}

function createContext({ allowSoftware }: DeviceRequest): { gl: WebGL2RenderingContext; software: boolean } {
  if (typeof OffscreenCanvas === "undefined")
    throw new EngineUnavailable("This browser does not offer WebGL in workers.");
  const attributes = { alpha: false, antialias: false, depth: false, stencil: false, premultipliedAlpha: false };
  const open = (failIfMajorPerformanceCaveat: boolean) =>
    new OffscreenCanvas(1, 1).getContext("webgl2", { ...attributes, failIfMajorPerformanceCaveat });
  const hardware = open(true);
  if (hardware && !SOFTWARE_RENDERER.test(rendererName(hardware))) return { gl: hardware, software: false };
  if (!allowSoftware) throw new EngineUnavailable("WebGL would be rendered in software, which is slower than float64.");
  const gl = hardware ?? open(false);
  if (!gl) throw new EngineUnavailable("This browser does not offer WebGL 2 here.");
  return { gl, software: true };
}

const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

function rendererName(gl: WebGL2RenderingContext): string {
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

function elementwiseProgram(fn: ElementFunction, arity: number, outputShape: number[]): GPGPUProgram {
  const names = variables.slice(0, arity);
  return {
    outputShape,
    variableNames: names,
    enableShapeUniforms: takesShapeUniforms(outputShape.length),
    userCode: `
      ${shaderCode(fn, "glsl")}
      void main() {
        setOutput(${shaderName(fn)}(${names.map((x) => `get${x}AtOutCoords()`).join(", ")}));
      }`,
  };
}
