/**
 * What losses c Σ ρ(wᵢⱼ − w*ᵢⱼ) share: a drawn target, and c = L/max|ρ″|, so that the smoothness is exactly L. min ρ = 0 at 0.
 */
import { frobenius, type Matrix } from "../../math/matrix";
import { createDraws, type Draws } from "../../math/random";
import type { LaneConfig } from "../experiment";
import type { LossData } from "../types";
import { roundingModel } from "./rounding";
import { difference, drawTarget, optimumIfReached } from "./target";

/**
 * `curvature` is max|ρ″|; `radius`, where sublevel sets are bounded, the largest ‖z‖ with Σ ρ(zᵢ) ≤ t.
 * `more` draws what else the loss needs, after the target.
 */
export function entrywiseData<Name extends string, Scalar extends string>(
  config: LaneConfig,
  curvature: number,
  scalars: Readonly<Record<Scalar, number>>,
  more: (draws: Draws) => Readonly<Record<Name, Matrix>>,
  radius?: (t: number) => number,
): LossData {
  const draws = createDraws(config.pseed);
  const T = drawTarget(config, draws);
  const L = config.L ?? curvature;
  const c = L / curvature;
  return {
    matrices: { T, ...more(draws) },
    scalars: { c, ...scalars },
    smoothness: L,
    infimum: 0,
    infimumSource: "closed form",
    rounding: roundingModel(config.m * config.n, { perGradient: 1, shift: frobenius(T) }),
    rankOptimum: optimumIfReached(T),
    ...(radius && { sublevelRadius: (gap, W0) => frobenius(difference(T, W0)) + radius(gap / c) }),
  };
}
