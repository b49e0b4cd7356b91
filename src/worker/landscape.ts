/**
 * J on a grid over the plane of (b, a) of a 1×1 problem of rank 1, and the line that flows into V = 0: there
 * J(b, a) = ℓ(W0) + g b a + O(‖V‖⁴) with g = ∇ℓ(W0), whose descent shrinks b = sign(g) a and lets b = −sign(g) a grow.
 */
import { Float64Ops } from "../engine/float64/ops";
import type { Lane } from "../lora/lane";
import { type Matrix, matrix } from "../math/matrix";
import type { Landscape } from "../protocol/messages";
import { RunFailure } from "./failure";

export function landscapeOf(lane: Lane, index: number, extent: number, size: number): Landscape {
  const { program, inputs } = lane;
  const { loss, method, m, n, r } = program;
  if (!method.factored || method.symmetric || m * n * r !== 1) {
    throw new RunFailure(
      "bad-experiment",
      `a plane of (b, a) exists for 1×1 problems of rank 1, not for ${m}×${n} of rank ${r}`,
    );
  }
  const o = new Float64Ops();
  // Names of matrices and scalars are disjoint within a loss, so one record holds both, as `Loss.at` expects.
  const data = { ...inputs.matrices, ...inputs.scalars } as Record<string, Matrix> & Record<string, number>;
  const b = matrix(1, 1);
  const a = matrix(1, 1);
  const values = new Float64Array(size * size);
  const coordinate = (i: number) => (size > 1 ? extent * ((2 * i) / (size - 1) - 1) : 0);
  for (let i = 0; i < size; i++) {
    a.data[0] = coordinate(i);
    for (let j = 0; j < size; j++) {
      b.data[0] = coordinate(j);
      o.rewind();
      values[i * size + j] = loss.at(o, data, o.add(inputs.W0, o.matmul(b, a))).value();
    }
  }
  o.rewind();
  const g = loss.at(o, data, inputs.W0).gradient().data[0]!;
  return { lane: index, size, extent, values, stableSign: g > 0 ? 1 : g < 0 ? -1 : 0 };
}
