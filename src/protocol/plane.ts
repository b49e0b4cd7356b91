/**
 * What the picture of the origin asks of the worker, and what it is told: a plane through V = 0, the run's way in it, J on a part
 * of it, and descents from other starts. All but `place` belong to the plane that was placed last. Coordinates are (x, y) of
 * V = x E₁ + y E₂; for 1×1 problems of rank 1 they are (b, a).
 */
import type { Basin } from "../lora/origin/basins";
import type { Quadric } from "../lora/origin/planeForm";
import type { Eigenvalue, Factors } from "../lora/origin/saddle";
import type { LaneState } from "../lora/program";

/** exact: (b, a) itself; saddle: leading unstable and stable direction at 0; ends: V_0 and V_T; principal: of the path */
export type PlaneChoice = "exact" | "saddle" | "ends" | "principal";

/** A square part of the plane. */
export interface PlaneWindow {
  readonly x: number;
  readonly y: number;
  /** half its side */
  readonly half: number;
}

/** A path in the plane: at iterate t[i], coordinates and distance from the plane. */
export interface Trail {
  readonly t: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly distance: Float64Array;
}

/** The stationary point V = 0 of the lane, and where V_0 lies by it. */
export interface SaddleFacts {
  /** σ₁ of ∇ℓ(W0); 0 if it vanishes */
  readonly sigma1: number;
  /** of the Hessian there, from the largest */
  readonly eigenvalues: readonly Eigenvalue[];
  /** norms of V_0 and of its projections on the stable, unstable and neutral directions */
  readonly norm: number;
  readonly stable: number;
  readonly unstable: number;
  readonly neutral: number;
  /** the step that the rule takes near 0 */
  readonly eta: number;
  /** steps until J has fallen below `escapeLoss`, by the linearization; Infinity where nothing leads away */
  readonly predicted: number;
  /** J(0) − σ₁²/(4L) */
  readonly escapeLoss: number;
}

/** J on size×size places of a window, row by row from its lowest y, and −∇J within the plane on a coarser lattice. */
export interface Heights {
  readonly window: PlaneWindow;
  readonly size: number;
  readonly values: Float64Array;
  readonly arrows: readonly { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number }[];
}

export interface Place {
  readonly choice: PlaneChoice;
  /** choices that exist for this lane */
  readonly choices: readonly PlaneChoice[];
  readonly trails: readonly { readonly lane: number; readonly trail: Trail }[];
  /** share of the first lane's path length that the plane holds; null if it does not move */
  readonly share: number | null;
  readonly saddle: SaddleFacts;
  /** the directions at 0 as seen in the plane: unit vectors, or shorter where they leave it */
  readonly stable: readonly [number, number] | null;
  readonly unstable: readonly [number, number] | null;
  /** where J has a minimum within the plane, if BA is one quadratic form there: along q(x, y) = q* */
  readonly quadric: Quadric | null;
  readonly minima: readonly number[];
}

/** A descent from another start. */
export interface Preview {
  readonly trail: Trail;
  /** V_0, to be written into a link */
  readonly start: Factors;
  readonly basin: number;
  /** first iterate whose loss is below `escapeLoss`; null if none */
  readonly escaped: number | null;
  /** predicted by the linearization from `start` */
  readonly predicted: number;
  /** J and ‖∇J‖ after the last step */
  readonly loss: number;
  readonly gradNorm: number;
}

export interface Previews {
  readonly previews: readonly Preview[];
  readonly basins: readonly Basin[];
  /** steps taken: fewer than asked for if they would have taken too long */
  readonly steps: number;
}

/** Each question with its answer. */
export interface PlaneExchange {
  place: {
    ask: {
      readonly choice: PlaneChoice | null;
      /** the first one is the lane whose plane it is; the others are drawn in it where their shapes agree */
      readonly lanes: readonly number[];
      /** states that are known of each, in order of t, and the last row to follow it to */
      readonly states: readonly (readonly (LaneState & { readonly t: number })[])[];
      readonly last: number;
    };
    tell: Place;
  };
  heights: { ask: { readonly window: PlaneWindow; readonly size: number }; tell: Heights };
  /** descents from points of the window, or drawn from it */
  previews: {
    ask: {
      readonly starts:
        | readonly (readonly [number, number])[]
        | { readonly count: number; readonly seed: number; readonly window: PlaneWindow };
      readonly steps: number;
    };
    tell: Previews;
  };
  /** a descent from V_0 moved by epsilon along the unstable direction */
  nudge: { ask: { readonly epsilon: number }; tell: Previews };
}

export type PlaneQuestion = {
  [Kind in keyof PlaneExchange]: { readonly kind: Kind } & PlaneExchange[Kind]["ask"];
}[keyof PlaneExchange];

export type PlaneAnswer = {
  [Kind in keyof PlaneExchange]: { readonly kind: Kind } & PlaneExchange[Kind]["tell"];
}[keyof PlaneExchange];
