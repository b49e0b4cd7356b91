/**
 * What an audit measures at one iterate: everything that needs the matrices, in float64, from V_t and one step of descent.
 * For float32 engines V_t is the engine's own state, so that an audit judges the theory and not the rounding.
 */
import { largestEigenvalue, smallerGram } from "../../math/factorization";
import type { Matrix } from "../../math/matrix";
import type { Ops } from "../ops";
import { descend, type LaneInputs, type LaneState, type StepProgram } from "../program";
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

/** Audits one state; without the split V = [B; Aᵀ] what concerns V is NaN, and no certificate reads it. */
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
  const { row, theta: next, step: eta } = descend(o, program, bound);
  const [J, sSq, , vSq] = row as [number, number, number, number];
  const lossAt = (W: Matrix) => program.loss.at(o, data, W);
  const at = (theta: readonly Matrix[]) => {
    const W = program.method.weights(o, inputs.W0, theta);
    const here = lossAt(W);
    return { W, value: here.value(), G: here.gradient() };
  };
  const now = at(state.theta);
  const then = at(next);
  const dW = o.subtract(then.W, now.W);
  const dG = o.subtract(then.G, now.G);
  const norm = (X: Matrix) => Math.sqrt(o.dot(X, X));
  const g = norm(now.G);
  const nextVSq = next.reduce((sum, X) => sum + o.dot(X, X), 0);
  const gradient = program.method.gradient(o, state.theta, now.G);
  const along = (h: number) => {
    const moved = state.theta.map((X, i) => o.addScaled(X, h / Math.sqrt(sSq), gradient[i]!));
    return lossAt(program.method.weights(o, inputs.W0, moved)).value();
  };
  return {
    t,
    J,
    nextJ: then.value,
    sSq,
    eta,
    tolJ: Math.max(tolerance(J, g, vSq), tolerance(then.value, norm(then.G), nextVSq)),
    vSq,
    g,
    gSpectral: Math.sqrt(largestEigenvalue(smallerGram(now.G))),
    weightChange: norm(dW),
    gradientChange: norm(dG),
    slope: o.dot(now.G, dW),
    weightScale: 2 * norm(inputs.W0) + vSq + nextVSq,
    ...differenceQuotient(along, Math.sqrt(sSq), Math.sqrt(vSq), J),
    ...(isSplit(program.method) ? blockNorms(o, state.theta) : { productNorm: Number.NaN, outerNorm: Number.NaN }),
    balanceResidual: isSplit(program.method) ? balanceResidual(o, state.theta, next, gradient, eta) : Number.NaN,
    balanceScale: vSq + eta * eta * sSq,
  };
}

/** ‖BA‖ and ‖VVᵀ‖, the latter by its blocks: ‖BBᵀ‖ = ‖BᵀB‖ and ‖AᵀA‖ = ‖AAᵀ‖ are r×r. */
function blockNorms(o: Ops<Matrix, number>, theta: readonly Matrix[]) {
  const [B, A] = theta as [Matrix, Matrix]; // a split method trains these two
  const sq = (X: Matrix) => o.dot(X, X);
  const productSq = sq(o.matmul(B, A));
  const outerSq = sq(o.matmulTN(B, B)) + sq(o.matmulNT(A, A)) + 2 * productSq;
  return { productNorm: Math.sqrt(productSq), outerNorm: Math.sqrt(outerSq) };
}

/**
 * ⟨∇J, u⟩ = s along u = ∇J/s against (J(V + hu) − J(V − hu))/(2h). Two steps h and 2h show the truncation; the step balances it
 * against rounding. At s = 0 there is no direction and the quotient is 0.
 */
function differenceQuotient(along: (h: number) => number, s: number, v: number, J: number) {
  if (s === 0) return { quotientError: 0, quotientTolerance: 0 };
  const h = 1e-5 * Math.max(1, v);
  const fine = (along(h) - along(-h)) / (2 * h);
  const coarse = (along(2 * h) - along(-2 * h)) / (4 * h);
  return {
    quotientError: Math.abs(fine - s),
    quotientTolerance: Math.abs(fine - coarse) + (64 * EPSILON * (Math.abs(J) + s)) / h,
  };
}

/** The balance identity: B and A both move from the old values, so the terms linear in η cancel. */
function balanceResidual(
  o: Ops<Matrix, number>,
  [B, A]: readonly Matrix[],
  [nextB, nextA]: readonly Matrix[],
  [gB, gA]: readonly Matrix[],
  eta: number,
): number {
  const imbalance = (X: Matrix, Y: Matrix) => o.subtract(o.matmulTN(X, X), o.matmulNT(Y, Y));
  const drift = o.subtract(imbalance(nextB!, nextA!), imbalance(B!, A!));
  const residual = o.addScaled(drift, -eta * eta, imbalance(gB!, gA!));
  return Math.sqrt(o.dot(residual, residual));
}
