/**
 * One step of descent, written once over `Ops`: measure the row at V_t, choose η_t, move. A `StepProgram` is what must agree
 * for lanes to run batched together; `LaneInputs` and `LaneState` are what may differ between them.
 */
import type { Matrix } from "../math/matrix";
import type { Chain, ChainPosition } from "./chain";
import { accuracyColumns, type MeasuredColumn, measuredColumns, planeColumns } from "./columns";
import type { Ops } from "./ops";
import type { Bound, Loss, Method, StepRule } from "./types";

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
  /** for methods whose state changes at links */
  readonly chain?: Chain;
}

/** What a block returns and a run restarts from. */
export interface LaneState {
  readonly theta: readonly Matrix[];
  /** η_{t−1}; ½ before the first step, so that Armijo's first trial is 1 */
  readonly previousStep: number;
  /** of lanes with a chain */
  readonly chain?: ChainPosition;
}

/** Matrices and scalars in one record, as formulas expect them. */
export function boundData({ matrices, scalars }: Pick<LaneInputs, "matrices" | "scalars">): Bound<Matrix, number> {
  // Names of one lane's matrices and scalars are disjoint.
  return { ...matrices, ...scalars } as Bound<Matrix, number>;
}

/** A lane's inputs and state as the interpreter holds them. */
export interface BoundLane<M, S> {
  readonly W0: M;
  /** loss data by name */
  readonly data: Bound<M, S>;
  readonly L: S;
  readonly eta: S;
  readonly theta: readonly M[];
  readonly previousStep: S;
  /** for a step after which a link may come */
  readonly link?: BoundLink<M, S> | null;
}

/** Whether a link comes after the step, and what was drawn for it. */
export interface BoundLink<M, S> {
  readonly isLink: S;
  readonly drawn: readonly M[];
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
  const plane = method.factored && !method.symmetric && m * n * r === 1 ? planeColumns : [];
  return [...measuredColumns, ...observed, ...plane];
}

/** Σ ⟨X_i, Y_i⟩ over the trained matrices that move. */
function inner<M, S>(o: Ops<M, S>, X: readonly M[], Y: readonly (M | null)[]): S {
  const terms = Y.flatMap((Yi, i) => (Yi === null ? [] : [o.dot(X[i]!, Yi)]));
  return terms.reduce((a, b) => o.plus(a, b));
}

/** θ − ηD: matrices without a direction stay. */
export function moved<M, S>(o: Ops<M, S>, theta: readonly M[], eta: S, D: readonly (M | null)[]): readonly M[] {
  return theta.map((X, i) => {
    const Di = D[i] ?? null;
    return Di === null ? X : o.addScaled(X, o.times(-1, eta), Di);
  });
}

/** θ after the link, if `isLink`; else θ. */
export function linked<M, S>(
  o: Ops<M, S>,
  { link }: Pick<Method, "link">,
  theta: readonly M[],
  { isLink, drawn }: BoundLink<M, S>,
): readonly M[] {
  const after = link?.(o, theta, drawn) ?? [];
  return theta.map((X, i) => {
    const next = after[i] ?? null;
    return next === null ? X : o.where(isLink, next, X);
  });
}

/** One step: θ⁺ = θ − η D, or the method's own move, for what is trained, what the method makes of what it carries along, and the link that may follow. */
export function descend<M, S>(o: Ops<M, S>, program: StepProgram, lane: BoundLane<M, S>): StepResult<M, S> {
  const { loss, method, rule } = program;
  const { W0, data, theta } = lane;
  const weights = (at: readonly M[]) => method.weights(o, W0, at, data);
  const lossAt = (of: Bound<M, S>, at: M) => loss.at(o, of, at);
  const W = weights(theta);
  const at = lossAt(data, W);
  const value = at.value();
  const G = at.gradient();
  const gradient = method.gradient(o, theta, G, data);
  const D = method.direction(o, theta, gradient, data, at);
  const afterStep = (eta: S) => method.move?.<M, S>(o, theta, eta, data, lossAt) ?? moved(o, theta, eta, D);
  const trained = theta.slice(0, gradient.length);

  const lossGradNorm = o.sqrt(o.dot(G, G));
  const gradNormSq = inner(o, gradient, gradient);
  const vNormSq = method.factored ? inner(o, trained, trained) : o.constant(0);
  const step = rule.stepSize(o, {
    L: lane.L,
    eta: lane.eta,
    value,
    vNormSq,
    lossGradNorm,
    gradNormSq,
    slope: D === gradient ? gradNormSq : inner(o, gradient, D),
    directionNormSq: D === gradient ? gradNormSq : inner(o, present(D), present(D)),
    factored: method.factored,
    scalars: data,
    previousStep: lane.previousStep,
    trial: (eta) => lossAt(data, weights(afterStep(eta))).value(),
  });

  const observed = loss.observe?.(o, data, W) ?? [];
  const plane = program.columns.includes("plane_b") ? trained.map((X) => o.sum(X)) : [];
  const gone = afterStep(step);
  const next = method.carry ? [...gone.slice(0, trained.length), ...method.carry(o, theta)] : gone;
  return {
    row: [value, gradNormSq, step, vNormSq, lossGradNorm, ...observed, ...plane],
    theta: lane.link ? linked(o, method, next, lane.link) : next,
    step,
  };
}

const present = <M>(D: readonly (M | null)[]): readonly M[] => D.filter((Di) => Di !== null);
