/** The certificates' view of a lane, computed in float64 before it runs. */
import { frobenius, type Matrix } from "../../math/matrix";
import { singularValues } from "../../math/singularValues";
import type { LaneConfig } from "../experiment";
import { imbalanceOf } from "../origin/imbalance";
import type { LossData, Method, StepRule } from "../types";
import { isPlainDescent, isSplit } from "./split";
import type { Context } from "./types";

/** Ranks above this have no ‖D_0‖_*: its singular values would be felt at the start. */
const IMBALANCE_LIMIT = 128;

export interface LaneStart {
  readonly config: LaneConfig;
  readonly method: Method;
  readonly rule: StepRule;
  readonly data: LossData;
  readonly W0: Matrix;
  readonly B: Matrix;
  readonly A: Matrix;
  /** J(V_0) */
  readonly J0: number;
  /** constant that the rule believes in */
  readonly L: number;
  /** the constant step of the lane, used by the rule `constant` alone */
  readonly eta: number;
}

export function contextOf({ config, method, rule, data, W0, B, A, J0, L, eta }: LaneStart): Context {
  const r = B.columns;
  const gap0 = Math.max(J0 - data.infimum, 0);
  const radius = data.sublevelRadius?.(gap0, W0);
  return {
    L,
    trueL: data.smoothness,
    infimum: data.infimum,
    factored: isSplit(method),
    plainDescent: isPlainDescent(method),
    rule: rule.id,
    eta: rule.id === "constant" ? eta : null,
    // Within a link of several steps ‖∇J‖ is of both factors.
    projected: method.projection !== undefined && (config.period ?? 1) === 1,
    J0,
    V0Sq: method.factored ? frobenius(B) ** 2 + frobenius(A) ** 2 : 0,
    imbalance0: method.factored && r <= IMBALANCE_LIMIT ? nuclearImbalance(B, A) : null,
    // ‖BA‖_* ≤ √r ‖BA‖, and BA = W − W0
    rho: radius === undefined ? null : Math.sqrt(Math.min(r, W0.rows, W0.columns)) * radius,
    frozenNorm: frobenius(W0),
    rounding: data.rounding,
  };
}

/** ‖BᵀB − AAᵀ‖_*. */
function nuclearImbalance(B: Matrix, A: Matrix): number {
  return singularValues(imbalanceOf(B, A)).reduce((sum, s) => sum + s, 0);
}
