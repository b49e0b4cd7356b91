/**
 * One step of descent, written once over `Ops`: measure the row at V_t, choose η_t, move. A `StepProgram` is what must agree
 * for lanes to run batched together; `LaneInputs` and `LaneState` are what may differ between them.
 */
import type { Matrix } from "../math/matrix";
import { accuracyColumns, type MeasuredColumn, measuredColumns, planeColumns } from "./columns";
import type { Ops } from "./ops";
import type { Loss, Method, StepRule } from "./types";

export interface StepProgram {
  /** equal keys ⇔ the same operations on the same shapes */
  readonly key: string;
  readonly loss: Loss;
  readonly method: Method;
  readonly rule: StepRule;
  readonly m: number;
  readonly n: number;
  /** rank after padding with zero columns of B and zero rows of A */
  readonly r: number;
  readonly columns: readonly MeasuredColumn[];
}

/** Constants of one lane. `scalars` holds those of the loss and what the step rule reads beside L and eta. */
export interface LaneInputs {
  readonly W0: Matrix;
  readonly matrices: Readonly<Record<string, Matrix>>;
  readonly scalars: Readonly<Record<string, number>>;
  readonly L: number;
  readonly eta: number;
}

/** What a block returns and a run restarts from. */
export interface LaneState {
  readonly theta: readonly Matrix[];
  /** η_{t−1}; ½ before the first step, so that Armijo's first trial is 1 */
  readonly previousStep: number;
}

/** A lane's inputs and state as the interpreter holds them. */
export interface BoundLane<M, S> {
  readonly W0: M;
  /** loss data by name */
  readonly data: Readonly<Record<string, M> & Record<string, S>>;
  readonly L: S;
  readonly eta: S;
  readonly theta: readonly M[];
  readonly previousStep: S;
}

export interface StepResult<M, S> {
  /** one scalar for each of `program.columns` */
  readonly row: readonly S[];
  readonly theta: readonly M[];
  readonly step: S;
}

/** Measured columns of a program. */
export function columnsOf(loss: Loss, method: Method, m: number, n: number, r: number): readonly MeasuredColumn[] {
  const observed = accuracyColumns.filter((id) => loss.observables?.includes(id));
  const plane = method.factored && m * n * r === 1 ? planeColumns : [];
  return [...measuredColumns, ...observed, ...plane];
}

/** Σ ⟨X_i, Y_i⟩ over the trained matrices. */
function inner<M, S>(o: Ops<M, S>, X: readonly M[], Y: readonly M[]): S {
  return X.map((Xi, i) => o.dot(Xi, Y[i]!)).reduce((a, b) => o.plus(a, b));
}

/** One step: θ⁺ = θ − η D. */
export function descend<M, S>(o: Ops<M, S>, program: StepProgram, lane: BoundLane<M, S>): StepResult<M, S> {
  const { loss, method, rule } = program;
  const { W0, data, theta } = lane;
  const W = method.weights(o, W0, theta);
  const at = loss.at(o, data, W);
  const value = at.value();
  const G = at.gradient();
  const gradient = method.gradient(o, theta, G);
  const D = method.direction(o, theta, gradient);

  const lossGradNorm = o.sqrt(o.dot(G, G));
  const gradNormSq = inner(o, gradient, gradient);
  const vNormSq = method.factored ? inner(o, theta, theta) : o.constant(0);
  const moved = (eta: S) => theta.map((X, i) => o.addScaled(X, o.times(-1, eta), D[i]!));
  const slope = D === gradient ? gradNormSq : inner(o, gradient, D);
  const step = rule.stepSize(o, {
    L: lane.L,
    eta: lane.eta,
    value,
    vNormSq,
    lossGradNorm,
    gradNormSq,
    slope,
    directionNormSq: D === gradient ? gradNormSq : inner(o, D, D),
    factored: method.factored,
    scalars: data,
    previousStep: lane.previousStep,
    trial: (eta) => loss.at(o, data, method.weights(o, W0, moved(eta))).value(),
  });

  const observed = loss.observe?.(o, data, W) ?? [];
  const plane = program.columns.includes("plane_b") ? theta.map((X) => o.sum(X)) : [];
  return { row: [value, gradNormSq, step, vNormSq, lossGradNorm, ...observed, ...plane], theta: moved(step), step };
}
