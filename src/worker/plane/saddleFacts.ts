/** The stationary point V = 0 of a lane in numbers, and where its start lies by it. */
import { Float64Ops } from "../../engine/float64/ops";
import type { Lane } from "../../lora/lane";
import {
  componentNormsOf,
  eigenvaluesOf,
  eigenvectorOf,
  escapeTimeOf,
  type Factors,
  normOf,
  type Saddle,
  saddleOf,
} from "../../lora/origin/saddle";
import { copyOf, matrix } from "../../math/matrix";
import type { SaddleFacts } from "../../protocol/plane";
import { descend } from "./descent";
import { lossAt } from "./surface";
import type { Turns } from "./turns";

/** Size of the V by which the step near 0 is measured: J is quadratic there to rounding. */
const NEAR_ZERO = 1e-9;

export async function saddleFactsOf(lane: Lane, V0: Factors, turns: Turns) {
  const { m, n, r } = lane.program;
  const atZero = lossAt(new Float64Ops(), lane, matrix(m, n));
  const J0 = atZero.value();
  const saddle = saddleOf(copyOf(atZero.gradient()), r);
  const sigma1 = saddle.sigma[0] ?? 0;
  const { L } = lane.facts;
  const eta = await stepNear0(lane, saddle, turns);
  const facts: SaddleFacts = {
    ...{ sigma1, eta, norm: normOf(V0), ...componentNormsOf(saddle, V0) },
    eigenvalues: eigenvaluesOf(saddle),
    predicted: predictedEscape(lane, saddle, V0, eta),
    escapeLoss: J0 - (sigma1 * sigma1) / (4 * L),
  };
  return { saddle, facts };
}

/** The escape from V; NaN for a method whose step is not along −∇J, which grows at other rates near 0. */
export function predictedEscape({ facts }: Lane, saddle: Saddle, V: Factors, eta: number): number {
  return facts.theory.plainDescent ? escapeTimeOf(saddle, V, { L: facts.L, eta }) : Number.NaN;
}

/** η near 0 under the lane's own rule, from what one step makes of a small unstable V: (1 + ησ₁) V. */
async function stepNear0(lane: Lane, saddle: Saddle, turns: Turns): Promise<number> {
  if (saddle.sigma.length === 0) return 0;
  const z = Float64Array.from({ length: saddle.r }, (_, p) => (p === 0 ? NEAR_ZERO : 0));
  const start = eigenvectorOf(saddle, 0, -1, z);
  const watch = { steps: 1, level: Number.NEGATIVE_INFINITY, limitMs: Number.POSITIVE_INFINITY, turns };
  const [way] = await descend(lane, [start], watch);
  const after = way?.points.at(-1) ?? start;
  return Math.max(0, (normOf(after) / NEAR_ZERO - 1) / saddle.sigma[0]!);
}
