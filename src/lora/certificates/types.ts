/**
 * A certificate is one statement of the theory, checked on a run: left ≤ right, with its tolerance, slack and assumptions.
 * Column and run certificates read the streamed columns at every t; audit certificates need the matrices and are computed in
 * float64 on audited iterates. Statements marked `refined` are ours, not the paper's, and carry their proof.
 */
import type { RoundingModel } from "../types";
import type { Audit } from "./audit";

export type Verdict = "violated" | "holds" | "below-resolution" | "not-applicable";

/** One evaluation, written in place so that a pass over a run makes no objects. */
export interface Comparison {
  left: number;
  right: number;
  /** rounding that a correct run may show in left − right */
  tolerance: number;
  /** the quantity that the statement is about: below the tolerance it cannot be judged */
  measured: number;
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

/** An iterate, and once the next row is there, the loss after its step. */
export interface Iterate {
  t: number;
  J: number;
  /** s² = ‖∇J‖² */
  sSq: number;
  eta: number;
  vSq: number;
  /** ‖G‖ */
  g: number;
  /** J(V_{t+1}) */
  nextJ: number;
  /** rounding error that J(V_t) − J(V_{t+1}) may carry */
  tolJ: number;
}

/** Running state of the prefix 0 … T−1, with the row at T. */
export interface Prefix {
  T: number;
  /** S_T = Σ_{t<T} η_t */
  S: number;
  /** min_{t<T} s_t² */
  minSSq: number;
  /** max_{t<T} ‖V_t‖² */
  maxVSq: number;
  /** Σ_{t<T} 1/max{1, t + K} */
  harmonic: number;
  /** the row at T */
  J: number;
  vSq: number;
  eta: number;
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
  /** true if left is the residual of an identity: slack is then residual / tolerance */
  readonly identity?: boolean;
  /** null if its assumptions hold, else the reason why it does not apply, one clause */
  applies(context: Context): string | null;
}

export interface IterateCertificate extends Judgement {
  readonly kind: "column";
  /** false: judged on the row alone; true: needs the loss after the step */
  readonly needsNext: boolean;
  compare(at: Iterate, context: Context, constants: RunConstants, out: Comparison): void;
}

export interface RunCertificate extends Judgement {
  readonly kind: "run";
  compare(at: Prefix, context: Context, constants: RunConstants, out: Comparison): void;
  /** the bound as a curve over T on its chart, from the same numbers; for drawing */
  readonly drawn?: boolean;
}

export interface AuditCertificate extends Judgement {
  readonly kind: "audit";
  compare(at: Audit, context: Context, out: Comparison): void;
}

export type Certificate = IterateCertificate | RunCertificate | AuditCertificate;

/** Constants of Theorem 3's proof and of the engine's rounding, computed once a lane. */
export interface RunConstants {
  /** Δ0 = J(V_0) − L* */
  readonly gap0: number;
  /** √(2LΔ0), a bound on ‖G_t‖ */
  readonly gBound: number;
  /** K = 5√2 L(‖V_0‖² + 10Δ0 + √(2LΔ0)): D_t ≤ t + K */
  readonly K: number;
  /** relative rounding of a bound that holds no difference of losses, on this engine */
  readonly relative: number;
  /** rounding error that the computed J(V_0) − J may carry */
  readonly tolJ0: number;
}
