/**
 * The four families of the program (losses, methods, initializations, step rules) and what one step of a run consists of.
 * A member is an entry of its family's catalogue (`index.ts`: what the page tells) and formulas (a file of its own, which only
 * what runs it loads, through the family's `formulas.ts`); controls, permalink, docs and conformance tests follow.
 *
 * Notation (docs/notation.md): W0 m×n frozen, B m×r and A r×n trained, W = W0 + BA, ℓ the loss, G = ∇ℓ(W),
 * J(V) = ℓ(W0 + BA) with V = [B; Aᵀ], ‖·‖ Frobenius, L the Lipschitz constant of ∇ℓ, L* a lower bound of ℓ.
 */
import type { Matrix } from "../math/matrix";
import type { Chain } from "./chain";
import type { LaneConfig, ParameterId } from "./experiment";
import type { Ops } from "./ops";

/** What every family member tells the page. */
export interface Member {
  /** kebab-case, published: never changes */
  readonly id: string;
  /** short name in the controls */
  readonly label: string;
  /** one sentence for a newcomer */
  readonly summary: string;
  /** the formula as text, in the paper's symbols */
  readonly formula: string;
  /** permalink keys that change this member's behaviour, beyond those that every member has */
  readonly parameters: readonly ParameterId[];
}

/** Data files that some losses need; fetched by the caller, since the core does no input or output. */
export interface Assets {
  readonly digits?: ArrayBuffer;
}

/**
 * A bound on the rounding error of a computed ℓ(W), in units of the engine's ε and up to the length of its sums:
 * s + perGradient·‖G‖(‖W‖ + shift) + √s (rootPerWeight‖W‖ + root) + perWeight‖W‖, s = |ℓ| + offset. A residual W − W* is exact up to ε(‖W‖ + ‖W*‖)
 * and moves ℓ by ‖G‖ times that; scores X Wᵀ are exact up to ε‖X‖‖W‖.
 */
export interface RoundingModel {
  readonly perGradient: number;
  readonly shift: number;
  readonly rootPerWeight: number;
  readonly root: number;
  readonly perWeight: number;
  /** a constant that ℓ adds, in modulus: it rounds, and so does the root of what is added to it */
  readonly offset: number;
  /** number of terms in the longest sum */
  readonly terms: number;
}

/** Numbers that define one loss function, drawn and scaled on the host in float64. */
export interface LossData {
  readonly matrices: Readonly<Record<string, Matrix>>;
  readonly scalars: Readonly<Record<string, number>>;
  /** Lipschitz constant of ∇ℓ (Assumption 1): exactly the L of the link */
  readonly smoothness: number;
  /** L* (Assumption 2): the infimum of ℓ or the best known lower bound */
  readonly infimum: number;
  /** how L* is known, one clause: "closed form", "value at the least-squares solution", … */
  readonly infimumSource: string;
  /** the smallest loss that rank r can reach from W0, where known */
  readonly rankOptimum?: (W0: Matrix, r: number) => number | null;
  /** what rounding may do to a computed ℓ(W) */
  readonly rounding: RoundingModel;
  /** a bound on ‖W − W0‖ wherever ℓ(W) ≤ L* + gap, for losses whose sublevel sets are bounded */
  readonly sublevelRadius?: (gap: number, W0: Matrix) => number;
  /** frozen weights that belong to the data (digits); otherwise W0scale and W0seed give them */
  readonly W0?: Matrix;
  /** N, for losses that average over samples: matrices of N rows hold one a row, and the scalar `perSample` is the weight of each */
  readonly samples?: number;
}

/** Among whom samples are distributed, and how far their teachers lie apart: 0, the same; 1, independent. */
export interface Clients {
  readonly count: number;
  readonly hetero: number;
}

/** ℓ at one W: the thunks share their intermediates, and only what is asked for is computed. */
export interface LossAt<M, S> {
  value(): S;
  /** ∇ℓ(W); with `counts`, N×1, each sample counts so often (a mini-batch). Losses without samples have no use for it. */
  gradient(counts?: M): M;
}

export interface LossEntry extends Member {
  /** shape that the data dictate, if any (digits: 10×65) */
  readonly shape?: { readonly m: number; readonly n: number };
  /** data file needed before `prepare` */
  readonly asset?: keyof Assets;
  /** numbers that the data hold, beyond a few matrices of W's size */
  readonly dataEntries?: (config: LaneConfig) => number;
}

export interface LossFormulas<MatrixName extends string = string, ScalarName extends string = string> {
  /**
   * Draws and scales the data so that ∇ℓ is Lipschitz with constant exactly `config.L`. With `clients`, those of a loss with a
   * teacher draw N samples each, one client after another. Throws an Error that a user can read.
   */
  prepare(config: LaneConfig, assets: Assets, clients?: Clients | null): LossData;
  at<M, S>(o: Ops<M, S>, d: Readonly<Record<MatrixName, M> & Record<ScalarName, S>>, W: M): LossAt<M, S>;
  /** further columns measured at W (digits: accuracies), by column id */
  readonly observables?: readonly string[];
  observe?<M, S>(o: Ops<M, S>, d: Readonly<Record<MatrixName, M> & Record<ScalarName, S>>, W: M): readonly S[];
}

export type Loss = LossEntry & LossFormulas;

export interface InitializationEntry extends Member {
  /** largest rank that it can start, if not any */
  readonly maxRank?: (m: number, n: number) => number;
}

export interface InitializationFormulas {
  /** W0, B (m×r), A (r×n) at t = 0, before α is folded in. Throws an Error that a user can read. */
  start(context: InitializationContext): Start;
}

export type Initialization = InitializationEntry & InitializationFormulas;

export interface InitializationContext {
  readonly config: LaneConfig;
  readonly W0: Matrix;
  readonly m: number;
  readonly n: number;
  readonly r: number;
  /** ∇ℓ(W0), computed on demand */
  gradientAtW0(): Matrix;
}

export interface MethodEntry extends Member {
  /** true if W is trained through factors, so that V, rank and initialization mean something */
  readonly factored: boolean;
  /** true if both factors are one matrix V: W = W0 + VVᵀ */
  readonly symmetric?: true;
  /** true if samples are distributed among clients */
  readonly federated?: true;
  /** largest rank that it can train, if not any */
  readonly maxRank?: (m: number, n: number) => number;
  /** how a step projects the gradient, for methods whose every step is W⁺ = W − ηGH or W − ηHG, H a projection */
  readonly projection?: Projection;
  /** the rule that `step=auto` stands for */
  readonly autoRule: { readonly id: string; readonly etaTimesL?: number };
}

export interface Projection {
  /** λ: ‖GH‖² ≥ λ‖G‖² where H is made at this step */
  share(config: Pick<LaneConfig, "m" | "n" | "r" | "prob">): number;
  /** true if H is drawn: the inequality then holds in expectation */
  readonly drawn: boolean;
}

/**
 * A method is a parametrization W(θ) of the weights by trained matrices, and a direction D of descent for them: θ⁺ = θ − η D.
 * LoRA descent has θ = (B, A), W = W0 + BA and D = ∇J = (G Aᵀ, Bᵀ G). After the trained matrices θ may carry others along
 * (the W0 of a chain, whose turn it is). `data` holds the loss's matrices and scalars and the method's own, by name.
 */
export interface MethodFormulas {
  /** matrices and numbers that the formulas read beside θ and W0 */
  matrices?(config: LaneConfig): Readonly<Record<string, Matrix>>;
  scalars?(config: LaneConfig): Readonly<Record<string, number>>;
  /** θ at t = 0, before a link there */
  start(start: Start, data: LossData): readonly Matrix[];
  weights<M, S>(o: Ops<M, S>, W0: M, theta: readonly M[], data: Bound<M, S>): M;
  /** gradient of θ ↦ ℓ(W(θ)), one matrix for each trained one */
  gradient<M, S>(o: Ops<M, S>, theta: readonly M[], G: M, data: Bound<M, S>): readonly M[];
  /** the direction D from θ and its gradient, null for what stays; plain descent returns the gradient itself */
  direction<M, S>(
    o: Ops<M, S>,
    theta: readonly M[],
    gradient: readonly M[],
    data: Bound<M, S>,
    at: LossAt<M, S>,
  ): readonly (M | null)[];
  /** θ after a step of size η, where that is not θ − ηD; `lossAt` gives ℓ of these or other data, at any weights */
  move?<M, S>(
    o: Ops<M, S>,
    theta: readonly M[],
    eta: S,
    data: Bound<M, S>,
    lossAt: (data: Bound<M, S>, W: M) => LossAt<M, S>,
  ): readonly M[];
  /** what the carried matrices are after the step, where they change */
  carry?<M, S>(o: Ops<M, S>, theta: readonly M[]): readonly M[];
  /** θ after a link, from θ and what was drawn: a matrix, a number that fills one, or null for what stays */
  link?<M, S>(o: Ops<M, S>, theta: readonly M[], drawn: readonly M[]): readonly (M | number | null)[];
  /** when links come and what they draw; null where this lane has none */
  chain?(lane: MethodLane): Chain | null;
  /** what is not guaranteed whatever the step rule, one sentence */
  readonly caveat?: string;
  /** what a lane's own numbers decide; lanes with other operations for them differ in `variant` */
  forLane?(lane: MethodLane): Partial<MethodFormulas> & LaneTraits;
}

/** Matrices and scalars by name; the names of one lane are disjoint. */
export type Bound<M, S> = Readonly<Record<string, M> & Record<string, S>>;

export interface Start {
  readonly W0: Matrix;
  readonly B: Matrix;
  readonly A: Matrix;
}

/** What a lane's own numbers decide beside formulas. */
export interface LaneTraits extends Pick<MethodEntry, "projection"> {
  readonly variant?: string;
}

/** What a lane's chain and its own formulas are made of. */
export interface MethodLane {
  readonly config: LaneConfig;
  readonly data: LossData;
}

export type Method = MethodEntry & MethodFormulas & LaneTraits;

/** What a step rule may look at. For full-rank descent ‖V‖² = 0 and ∇J = G. */
export interface StepContext<S> {
  /** smoothness constant that the rule believes in */
  readonly L: S;
  /** the constant step of `eta`, already divided by L where the link says x/L */
  readonly eta: S;
  /** J(V) */
  readonly value: S;
  /** ‖V‖² */
  readonly vNormSq: S;
  /** ‖G‖ */
  readonly lossGradNorm: S;
  /** ‖∇J‖² */
  readonly gradNormSq: S;
  /** ⟨∇J, D⟩ */
  readonly slope: S;
  /** ‖D‖² */
  readonly directionNormSq: S;
  /** false for full-rank descent */
  readonly factored: boolean;
  /** what the rule's own `scalars` gave, by name */
  readonly scalars: Readonly<Record<string, S>>;
  /** the step of the previous iterate; ½ before the first */
  readonly previousStep: S;
  /** J(V − ηD) for a trial step η */
  trial(eta: S): S;
}

export interface StepRuleFormulas {
  /** why this rule has no guarantee here, one sentence; null where it has one */
  caveat?(context: {
    readonly factored: boolean;
    /** true if a step is W⁺ = W − ηGH with a projection H, so that ℓ's own smoothness bounds it */
    readonly projected: boolean;
    /** the constant that the rule believes in, and that of ∇ℓ */
    readonly L: number;
    readonly trueL: number;
    readonly eta: number;
  }): string | null;
  /** numbers that the rule reads of a lane, beside L and eta */
  scalars?(config: LaneConfig, data: LossData): Readonly<Record<string, number>>;
  stepSize<M, S>(o: Ops<M, S>, context: StepContext<S>): S;
}

export type StepRule = Member & StepRuleFormulas;
