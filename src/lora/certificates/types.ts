/**
 * A certificate is one statement of the theory, checked on a run: left ≤ right, with its tolerance, slack and assumptions.
 * Row, step and run certificates read the streamed columns at every t; audit certificates need the matrices and are computed in
 * float64 on audited iterates. Statements marked `refined` are ours, not the paper's, and carry their proof.
 */
import type { RoundingModel } from "../types";
import type { Arithmetic } from "./arithmetic";
import type { Audit } from "./audit";

export type Verdict = "violated" | "holds" | "below-resolution" | "not-applicable";

/** One evaluation. */
export interface Comparison<X = number> {
  readonly left: X;
  readonly right: X;
  /** rounding that a correct run may show in left − right */
  readonly tolerance: X;
  /** the quantity that the statement is about: below the tolerance it cannot be judged */
  readonly measured: X;
}

/** What is known of a lane before it runs, in the paper's symbols; plain data, so that it crosses to the page. */
export interface Context {
  /** smoothness constant: the rule's own if the link gives one (`Lhat`), which is valid if it is ≥ the true one */
  readonly L: number;
  readonly trueL: number;
  /** L* */
  readonly infimum: number;
  /** true if V = [B; Aᵀ] exists */
  readonly factored: boolean;
  /** true if the direction of the step is −∇J: both factors, no preconditioner, no chain */
  readonly plainDescent: boolean;
  /** id of the step rule that runs */
  readonly rule: string;
  /** the step size, where it is the same at every step */
  readonly eta: number | null;
  /** true if every step is W⁺ = W − ηGH (or HG) with a fresh projection H: ‖∇J‖ is then ‖GH‖ */
  readonly projected: boolean;
  /** J(V_0), ‖V_0‖², in float64 */
  readonly J0: number;
  readonly V0Sq: number;
  /** ‖BᵀB − AAᵀ‖_* at t = 0; null where it was not computed */
  readonly imbalance0: number | null;
  /** ρ with ‖BA‖_* ≤ ρ wherever J ≤ J(V_0); null where no bound is known */
  readonly rho: number | null;
  /** ‖W0‖ */
  readonly frozenNorm: number;
  readonly rounding: RoundingModel;
}

/** One row of the streamed columns. */
export interface Row<X = number> {
  readonly J: X;
  /** s² = ‖∇J‖² */
  readonly sSq: X;
  readonly eta: X;
  readonly vSq: X;
  /** ‖G‖ */
  readonly g: X;
  /** rounding error that J may carry */
  readonly tolJ: X;
}

/** An iterate and the loss after its step; its `tolJ` bounds the error of either loss. */
export interface Iterate<X = number> extends Row<X> {
  /** J(V_{t+1}) */
  readonly nextJ: X;
}

/** Sums and extremes over the iterates 0 … T−1. */
export interface Sums<X = number> {
  readonly T: X;
  /** S_T = Σ_{t<T} η_t */
  readonly S: X;
  /** min_{t<T} s_t² */
  readonly minSSq: X;
  /** max_{t<T} ‖V_t‖² */
  readonly maxVSq: X;
  /** Σ_{t<T} 1/max{1, t + K}, at most S */
  readonly harmonic: X;
  /** its lower bound in closed form: ln(1 + T/K) for K ≥ 1 */
  readonly logarithm: X;
}

/** The prefix 0 … T−1, with the row at T. */
export type Prefix<X = number> = Sums<X> & Pick<Row<X>, "J" | "vSq" | "eta">;

/** Numbers of a lane that formulas read: of the problem, of Theorem 3's proof and of the engine's rounding. */
export interface Constants<X = number> {
  readonly L: X;
  /** L* */
  readonly infimum: X;
  readonly J0: X;
  readonly V0Sq: X;
  /** Δ0 = J(V_0) − L* */
  readonly gap0: X;
  /** √(2LΔ0), a bound on ‖G_t‖ */
  readonly gBound: X;
  /** K = 5√2 L(‖V_0‖² + 10Δ0 + √(2LΔ0)): D_t ≤ t + K */
  readonly K: X;
  /** C² ≥ ‖V_t‖² known before the run; ∞ where it is not */
  readonly aprioriVSq: X;
  /** relative rounding of a bound that holds no difference of losses, on this engine */
  readonly relative: X;
  /** rounding error that the computed J(V_0) − J may carry */
  readonly tolJ0: X;
}

/** What a certificate says, for people: kept apart from what computes, so that a worker need not load it. */
export interface Statement {
  readonly id: string;
  /** short name in the ledger */
  readonly label: string;
  /** the statement in TeX, in the paper's symbols */
  readonly statement: string;
  /** paper and number, or where our proof is */
  readonly reference: string;
  /** ★: our own statement */
  readonly refined: boolean;
  /** the proof, a few short sentences in Unicode */
  readonly proof: readonly string[];
  /** the picture on which it is drawn */
  readonly chart: "loss" | "gradient" | "step" | "norm" | null;
}

interface Judgement {
  readonly id: string;
  /** what it speaks of: V = [B; Aᵀ] unless it says so. On a lane without one it has no meaning, not even a false one. */
  readonly about?: "projection";
  /** true if left is the residual of an identity: slack is then residual / tolerance */
  readonly identity?: boolean;
  /** null if its assumptions hold, else the reason why it does not apply, one clause */
  applies(context: Context): string | null;
}

/** Judged on each row alone, or on the step from each row to the next. */
export type IterateCertificate = RowCertificate | StepCertificate;

export interface RowCertificate extends Judgement {
  readonly kind: "row";
  compare<X>(o: Arithmetic<X>, at: Row<X>, constants: Constants<X>): Comparison<X>;
}

export interface StepCertificate extends Judgement {
  readonly kind: "step";
  compare<X>(o: Arithmetic<X>, at: Iterate<X>, constants: Constants<X>): Comparison<X>;
}

export interface RunCertificate extends Judgement {
  readonly kind: "run";
  compare<X>(o: Arithmetic<X>, at: Prefix<X>, constants: Constants<X>): Comparison<X>;
  /** the bound as a curve over T on its chart, from the same numbers; for drawing */
  readonly drawn?: boolean;
}

export interface AuditCertificate extends Judgement {
  readonly kind: "audit";
  compare(at: Audit, context: Context): Comparison;
}

export type Certificate = IterateCertificate | RunCertificate | AuditCertificate;
