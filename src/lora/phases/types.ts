/** The run told in phases: stretches of iterates that behave alike, found from the recorded columns. */

export type PhaseKind =
  | "origin"
  | "stationary"
  | "saddle"
  | "escape"
  | "inflow"
  | "lazy"
  | "plateau"
  | "descent"
  | "linear"
  | "floor"
  | "underflow"
  | "divergence";

/** A recorded row. */
export interface Sample {
  readonly t: number;
  readonly J: number;
  /** ‖∇J‖² */
  readonly sSq: number;
  readonly eta: number;
  readonly vSq: number;
  /** ‖G‖ */
  readonly g: number;
}

export interface PhaseFacts {
  /** true if one V = [B; Aᵀ] moves over frozen weights: only then does its norm tell of the run */
  readonly factored: boolean;
  readonly L: number;
  /** smallest loss that can be reached: of rank r where that is known, else L* */
  readonly attainable: number;
  /** σ₁ of ∇ℓ(W0); null where it was not computed */
  readonly sigma1: number | null;
  /** ‖V_0‖², computed on the host */
  readonly V0Sq: number;
  /** squares below are 0 in the precision of the engine */
  readonly smallest: number;
  /** rounding error that the difference of two losses may carry */
  tolerance(J: number, g: number, vSq: number): number;
}

export interface Phase {
  readonly kind: PhaseKind;
  readonly from: number;
  readonly to: number;
  /** escape, inflow: factor of ‖V‖ a step; linear: factor of ‖∇J‖² a step; descent: exponent of ‖∇J‖² in t, if it is a power law */
  readonly measured: number | null;
  /** escape: 1 + ησ₁ */
  readonly predicted: number | null;
}
