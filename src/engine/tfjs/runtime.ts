/**
 * TensorFlow.js core as this engine uses it: its registry of tensors and kernels, silent. Operations are called as kernels,
 * without the library's op layer, so that neither gradients nor argument conversion are paid for or shipped.
 */
import { type DataType, engine, env, type NamedAttrMap, type Tensor, type TensorInfo } from "@tensorflow/tfjs-core";

// Shape checks and warnings are for developers of kernels; nothing of this library may reach the user's console.
env().set("PROD", true);

export type { Tensor, TensorInfo };

/** [lanes, rows, columns]; lanes is 1 where all lanes share the value */
export type Dimensions = readonly [lanes: number, rows: number, columns: number];

const FLOAT: DataType = "float32";

export function dimensionsOf(x: TensorInfo): Dimensions {
  const [lanes = 1, rows = 1, columns = 1] = x.shape;
  return [lanes, rows, columns];
}

export function upload(values: Float32Array, shape: Dimensions): Tensor {
  return engine().makeTensor(values, [...shape], FLOAT);
}

export function kernel(name: string, inputs: Readonly<Record<string, TensorInfo>>, attributes: NamedAttrMap): Tensor {
  // Core types kernel inputs as tensors but only hands them to the kernel; a kernel with one output returns one tensor.
  return engine().runKernel(name, inputs as Record<string, Tensor>, attributes) as Tensor;
}

export function concatenate(parts: readonly Tensor[], axis: number): Tensor {
  const [only] = parts;
  if (only && parts.length === 1) return kernel("Reshape", { x: only }, { shape: only.shape });
  // Core types a list of inputs as a named map too.
  return kernel("Concat", parts as unknown as Record<string, Tensor>, { axis });
}

export function reshaped(x: Tensor, shape: Dimensions): Tensor {
  return kernel("Reshape", { x }, { shape: [...shape] });
}

/** The tensor of what a program computed. */
export function tensorOf(info: TensorInfo): Tensor {
  return engine().makeTensorFromTensorInfo(info);
}
