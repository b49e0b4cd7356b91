/**
 * WebGL 2 through TensorFlow.js, on a context that is handed in, so that its loss is noticed: insists on float32 textures, and
 * registers only the kernels that the interpreter calls.
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
import { withChains } from "../chained";
import type { Engine } from "../engine";
import { EngineUnavailable, type WebglContext } from "./adapters";
import { type Device, Faults } from "./device";
import { createTensorEngine } from "./engine";
import { type Dialect, operandNames, type Program } from "./programs";
import { tensorOf } from "./runtime";

const BACKEND = "webgl";
const VERSION = 2;
/** How often we look whether the context is still there: a read from a lost one never answers. */
const WATCHDOG_MS = 500;

for (const config of [batchMatMulConfig, concatConfig, identityConfig, maxConfig, reshapeConfig, sumConfig]) {
  registerKernel(config);
}

/** Throws EngineUnavailable where the context cannot render float32. `fused`: in passes where those are better than single operations. */
export async function createWebglEngine({ gl, renderer, software }: WebglContext, fused = true): Promise<Engine> {
  env().set("SOFTWARE_WEBGL_ENABLED", software);
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
      adapter: renderer,
      software,
      execution: "operations one by one",
      maxEntries: Number(gl.getParameter(gl.MAX_TEXTURE_SIZE)) ** 2,
    },
    backend: BACKEND,
    run: (program) =>
      tensorOf(
        backend.compileAndRun(
          shaderOf(program),
          [...program.operands],
          "float32",
          program.inner > 0 ? [[program.inner]] : [],
        ),
      ),
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
  return withChains(createTensorEngine(device, { fused }));
}

const glsl: Dialect = { language: "glsl", real: "float", integer: "int", inner: "inner" };

function shaderOf(program: Program): GPGPUProgram {
  const { functions, statements, entry } = program.code(glsl);
  return {
    outputShape: [...program.shape],
    variableNames: operandNames.slice(0, program.operands.length),
    enableShapeUniforms: takesShapeUniforms(program.shape.length),
    ...(program.inner > 0 && { customUniforms: [{ name: "inner", type: "int" }] }),
    userCode: `
      ${functions}
      void main() {
        ivec3 at = getOutputCoords();
        ${statements}
        setOutput(${entry});
      }`,
  };
}
