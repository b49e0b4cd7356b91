/**
 * What an audit measures at one iterate: everything that needs the matrices, in float64, from V_t and one step of descent.
 * For float32 engines V_t is the engine's own state, so that an audit judges the theory and not the rounding.
 * `measureAudit` is a formula that an engine can generate; `auditOf` makes the audit of what it measured.
 */
import { largestEigenvalue } from "../../math/factorization";
import type { Matrix } from "../../math/matrix";
import type { Ops } from "../ops";
import { type BoundLane, descend, type LaneInputs, type LaneState, moved, type StepProgram } from "../program";
import { numbers } from "./arithmetic";
import { isSplit } from "./split";

export interface Audit {
  readonly t: number;
  readonly J: number;
  readonly nextJ: number;
  readonly sSq: number;
  readonly eta: number;
  /** float64 rounding error that J(V_t) − J(V_{t+1}) may carry */
  readonly tolJ: number;
  readonly vSq: number;
  /** ‖G‖ and ‖G‖₂ */
  readonly g: number;
  readonly gSpectral: number;
  /** ‖W_{t+1} − W_t‖, ‖G_{t+1} − G_t‖ and ⟨G_t, W_{t+1} − W_t⟩ */
  readonly weightChange: number;
  readonly gradientChange: number;
  readonly slope: number;
  /** 2‖W0‖ + ‖V_t‖² + ‖V_{t+1}‖²: the size of what W_t and W_{t+1} are summed from, for rounding */
  readonly weightScale: number;
  /** ‖BA‖ and ‖VVᵀ‖ */
  readonly productNorm: number;
  readonly outerNorm: number;
  /** |difference quotient − ⟨∇J, u⟩| along u = ∇J/‖∇J‖, and what truncation and rounding allow */
  readonly quotientError: number;
  readonly quotientTolerance: number;
  /** ‖D_{t+1} − D_t − η²(∇_BJᵀ∇_BJ − ∇_AJ∇_AJᵀ)‖, D = BᵀB − AAᵀ, and η²s² + ‖V‖² as its scale */
  readonly balanceResidual: number;
  readonly balanceScale: number;
}

const EPSILON = 2 ** -52;

/** What the formula measures, in this order. */
export const auditedScalars = [
  "J",
  "nextJ",
  "sSq",
  "eta",
  "vSq",
  "nextVSq",
  "g",
  "nextG",
  "weightChange",
  "gradientChange",
  "slope",
  "frozenNorm",
  "productNorm",
  "outerNorm",
  "fineQuotient",
  "coarseQuotient",
  "quotientScale",
  "balanceResidual",
] as const;
export type AuditedScalar = (typeof auditedScalars)[number];

export interface Measured<M, S> {
  readonly scalars: Readonly<Record<AuditedScalar, S>>;
  /** the Gram matrix of G of smaller side: its largest eigenvalue is ‖G‖₂² */
  readonly gram: M;
  /** the iterate after the step, and the step */
  readonly theta: readonly M[];
  readonly step: S;
}

/** Everything that an audit needs, from one state; NaN where it concerns V and there is no split V = [B; Aᵀ]. */
export function measureAudit<M, S>(o: Ops<M, S>, program: StepProgram, lane: BoundLane<M, S>): Measured<M, S> {
  const { W0, data, theta } = lane;
  const { loss, method } = program;
  const { row, theta: next, step } = descend(o, program, lane);
  const [J, sSq, eta, vSq, g] = row as [S, S, S, S, S]; // the columns that every program measures first
  const normSq = (X: M) => o.dot(X, X);
  const norm = (X: M) => o.sqrt(normSq(X));
  const at = (point: readonly M[]) => {
    const W = method.weights(o, W0, point, data);
    const here = loss.at(o, data, W);
    return { W, value: here.value, G: here.gradient() };
  };
  const now = at(theta);
  const then = at(next);
  const dW = o.subtract(then.W, now.W);
  const gradient = method.gradient(o, theta, now.G, data);
  const split = isSplit(method);
  const h = quotientStep(o, vSq);
  // At s = 0 there is no direction: the gradient itself is 0, and so is the quotient.
  const s = o.sqrt(sSq);
  const unit = o.select(sSq, o.over(1, s), 0);
  const along = (times: number) => {
    const there = moved(o, theta, o.times(o.times(-times, h), unit), gradient);
    return loss.at(o, data, method.weights(o, W0, there, data)).value();
  };
  const ahead = along(1);
  const behind = along(-1);
  const quotient = (times: number, to: S, from: S) => o.over(o.minus(to, from), o.times(2 * times, h));
  const { rows, columns } = o.shape(now.G);
  return {
    scalars: {
      J,
      nextJ: then.value(),
      sSq,
      eta,
      vSq,
      nextVSq: next
        .slice(0, gradient.length)
        .map(normSq)
        .reduce((a, b) => o.plus(a, b)),
      g,
      nextG: norm(then.G),
      weightChange: norm(dW),
      gradientChange: norm(o.subtract(then.G, now.G)),
      slope: o.dot(now.G, dW),
      // a chain's frozen weights are not W0: W is as large as what it is summed from
      frozenNorm: o.max(norm(W0), norm(now.W)),
      ...(split ? blockNorms(o, theta) : { productNorm: o.constant(Number.NaN), outerNorm: o.constant(Number.NaN) }),
      fineQuotient: quotient(1, ahead, behind),
      coarseQuotient: quotient(2, along(2), along(-2)),
      quotientScale: o.max(o.max(ahead, behind), o.times(-1, o.min(ahead, behind))),
      balanceResidual: split ? balanceResidual(o, theta, next, gradient, eta) : o.constant(Number.NaN),
    },
    gram: rows < columns ? o.matmulNT(now.G, now.G) : o.matmulTN(now.G, now.G),
    theta: next,
    step,
  };
}

/** h of the difference quotients: 1e-5 max{1, ‖V‖}. */
function quotientStep<S>(o: Pick<Ops<unknown, S>, "times" | "max" | "sqrt">, vSq: S): S {
  return o.times(1e-5, o.max(1, o.sqrt(vSq)));
}

/** Truncation over what the two quotients differ by: ⅓ for smooth losses, some units where ∇ℓ has kinks within h (Huber). */
const KINKS = 4;

/** The audit of V_t from what was measured there, ‖G‖₂ among it. */
export function auditOf(
  t: number,
  measured: (name: AuditedScalar) => number,
  gSpectral: number,
  tolerance: (J: number, g: number, vSq: number) => number,
): Audit {
  const J = measured("J");
  const nextJ = measured("nextJ");
  const sSq = measured("sSq");
  const eta = measured("eta");
  const vSq = measured("vSq");
  const g = measured("g");
  const nextVSq = measured("nextVSq");
  const fine = measured("fineQuotient");
  const s = Math.sqrt(sSq);
  const tolJ = Math.max(tolerance(J, g, vSq), tolerance(nextJ, measured("nextG"), nextVSq));
  // The two quotients show the truncation; rounding is that of J there, and of J where V is rounded, over h.
  const size = Math.max(Math.abs(J), measured("quotientScale"));
  const rounding = (tolJ + 64 * EPSILON * (size + s)) / quotientStep(numbers, vSq);
  return {
    t,
    J,
    nextJ,
    sSq,
    eta,
    tolJ,
    vSq,
    g,
    gSpectral,
    weightChange: measured("weightChange"),
    gradientChange: measured("gradientChange"),
    slope: measured("slope"),
    weightScale: 2 * measured("frozenNorm") + vSq + nextVSq,
    productNorm: measured("productNorm"),
    outerNorm: measured("outerNorm"),
    quotientError: s === 0 ? 0 : Math.abs(fine - s),
    quotientTolerance: s === 0 ? 0 : KINKS * Math.abs(fine - measured("coarseQuotient")) + rounding,
    balanceResidual: measured("balanceResidual"),
    balanceScale: vSq + eta * eta * sSq,
  };
}

/** Audits one state by an interpreter. */
export function auditAt(
  o: Ops<Matrix, number> & { rewind(): void },
  { program, inputs }: { readonly program: StepProgram; readonly inputs: LaneInputs },
  state: LaneState,
  t: number,
  tolerance: (J: number, g: number, vSq: number) => number,
): Audit {
  o.rewind();
  // Names of matrices and scalars are disjoint within a loss, so one record holds both, as `Loss.at` expects.
  const data = { ...inputs.matrices, ...inputs.scalars } as Record<string, Matrix> & Record<string, number>;
  const bound = { W0: inputs.W0, data, L: inputs.L, eta: inputs.eta, ...state };
  const { scalars, gram } = measureAudit(o, program, bound);
  return auditOf(t, (name) => scalars[name], Math.sqrt(largestEigenvalue(gram)), tolerance);
}

/** ‖BA‖ and ‖VVᵀ‖, the latter by its blocks: ‖BBᵀ‖ = ‖BᵀB‖ and ‖AᵀA‖ = ‖AAᵀ‖ are r×r. */
function blockNorms<M, S>(o: Ops<M, S>, theta: readonly M[]) {
  const [B, A] = theta as [M, M]; // a split method trains these two
  const sq = (X: M) => o.dot(X, X);
  const productSq = sq(o.matmul(B, A));
  const outerSq = o.plus(o.plus(sq(o.matmulTN(B, B)), sq(o.matmulNT(A, A))), o.times(2, productSq));
  return { productNorm: o.sqrt(productSq), outerNorm: o.sqrt(outerSq) };
}

/** The balance identity: B and A both move from the old values, so the terms linear in η cancel. */
function balanceResidual<M, S>(
  o: Ops<M, S>,
  [B, A]: readonly M[],
  [nextB, nextA]: readonly M[],
  [gB, gA]: readonly M[],
  eta: S,
): S {
  const imbalance = (X: M, Y: M) => o.subtract(o.matmulTN(X, X), o.matmulNT(Y, Y));
  const drift = o.subtract(imbalance(nextB!, nextA!), imbalance(B!, A!));
  const residual = o.addScaled(drift, o.times(-1, o.times(eta, eta)), imbalance(gB!, gA!));
  return o.sqrt(o.dot(residual, residual));
}
