/**
 * Generated programs on TensorFlow.js's WebGPU backend. The library keys compiled programs by a name: it is the source itself, so
 * that no two programs share one. A program is tried in an error scope, since a refused one would otherwise fail the device.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu";
import type { WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu/dist/webgpu_program";
import type { Device } from "../device";
import { type Tensor, tensorOf } from "../runtime";
import type { StepDevice, StepDispatch } from "./engine";

export function createStepDevice(
  backend: WebGPUBackend,
  gpu: GPUDevice,
  { guard, info, backend: name }: Device,
): StepDevice {
  const verdicts = new Map<string, Promise<boolean>>();
  const run = (dispatch: StepDispatch): Tensor => {
    const numbers = [dispatch.steps, ...dispatch.uniforms];
    const inputs = buffersOf(dispatch);
    const uniforms = numbers.map((value) => ({ type: "int32", data: [value] }));
    return tensorOf(backend.runWebGPUProgram(programOf(dispatch), inputs, "float32", uniforms));
  };
  const submit = () => {
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    backend.submitQueue();
  };
  const attempt = async (dispatch: StepDispatch): Promise<boolean> => {
    submit(); // what others queued must not fail with it
    gpu.pushErrorScope("internal");
    gpu.pushErrorScope("validation");
    let outcome: Promise<readonly (GPUError | null)[]>;
    try {
      const result = run(dispatch);
      submit();
      result.dispose();
    } finally {
      outcome = Promise.all([gpu.popErrorScope(), gpu.popErrorScope()]);
    }
    return (await guard(outcome)).every((error) => error === null);
  };
  return {
    backend: name,
    limits: {
      software: info.software,
      workgroupMemory: gpu.limits.maxComputeWorkgroupStorageSize,
      workgroupSize: Math.min(gpu.limits.maxComputeWorkgroupSizeX, gpu.limits.maxComputeInvocationsPerWorkgroup),
    },
    run,
    accepts(dispatch) {
      const key = keyOf(dispatch);
      const verdict = verdicts.get(key) ?? attempt(dispatch);
      verdicts.set(key, verdict);
      return verdict;
    },
    guard,
  };
}

const buffersOf = ({ constants, state, links }: StepDispatch): Tensor[] => [
  constants,
  state,
  ...(links ? [links] : []),
];

const keyOf = ({ shader, workgroup }: StepDispatch): string => `${workgroup} ${shader.uniforms} ${shader.code}`;

function programOf(dispatch: StepDispatch): WebGPUProgram {
  const { shader, workgroup, lanes, size } = dispatch;
  return {
    outputShape: [1, 1, size],
    dispatchLayout: { x: [0], y: [1], z: [2] },
    dispatch: [lanes, 1, 1],
    workgroupSize: [workgroup, 1, 1],
    variableNames: ["Constants", "State", "Links"].slice(0, buffersOf(dispatch).length),
    uniforms: `steps : i32,${shader.uniforms}`,
    shaderKey: keyOf(dispatch),
    getUserCode: () => shader.code,
  };
}
