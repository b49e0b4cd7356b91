/** Samples Xᵢ (m×n) that a linear teacher labels yᵢ = sign⟨Xᵢ, teacher⟩: what logistic and sigmoid losses are made of. */
import { type Matrix, matrix } from "../../math/matrix";
import { createDraws } from "../../math/random";
import type { LaneConfig } from "../experiment";

/** N×mn, rows −yᵢ vec(Xᵢ): N samples, then the teacher, then, where `flip` > 0, a uniform each that flips its label below `flip`. */
export function drawTeacherSamples({ m, n, N, pseed, flip }: LaneConfig): Matrix {
  const draws = createDraws(pseed);
  const X = draws.normals(N, m * n);
  const teacher = draws.normals(m, n).data;
  const F = matrix(N, m * n);
  for (let i = 0; i < N; i++) {
    const x = X.data.subarray(i * m * n, (i + 1) * m * n);
    const told = x.reduce((sum, xj, j) => sum + xj * teacher[j]!, 0) > 0 ? 1 : -1;
    const y = flip > 0 && draws.uniform() < flip ? -told : told;
    F.data.set(
      x.map((xj) => -y * xj),
      i * m * n,
    );
  }
  return F;
}
