/** Samples Xᵢ (m×n) that a linear teacher labels yᵢ = sign⟨Xᵢ, teacher⟩: what logistic and sigmoid losses are made of. */
import { type Matrix, matrix, stacked } from "../../math/matrix";
import type { LaneConfig } from "../experiment";
import type { Clients } from "../types";
import { drawClients } from "./clients";

/**
 * Rows −yᵢ vec(Xᵢ), N or N a client: N samples are drawn, then the teacher, then, where `flip` > 0, a uniform each that flips its
 * label below `flip`.
 */
export function drawTeacherSamples({ m, n, N, pseed, flip }: LaneConfig, clients?: Clients | null): Matrix {
  const drawn = drawClients(pseed, clients, (draws) => ({
    X: draws.normals(N, m * n),
    teacher: draws.normals(m, n),
    isFlipped: Array.from({ length: N }, () => flip > 0 && draws.uniform() < flip),
  }));
  return stacked(drawn.map(({ X, teacher, isFlipped }) => labelled(X, teacher.data, isFlipped)));
}

function labelled(X: Matrix, teacher: Float64Array, isFlipped: readonly boolean[]): Matrix {
  const F = matrix(X.rows, X.columns);
  for (let i = 0; i < X.rows; i++) {
    const x = X.data.subarray(i * X.columns, (i + 1) * X.columns);
    const told = x.reduce((sum, xj, j) => sum + xj * teacher[j]!, 0) > 0 ? 1 : -1;
    const y = isFlipped[i] ? -told : told;
    F.data.set(
      x.map((xj) => -y * xj),
      i * X.columns,
    );
  }
  return F;
}
