/**
 * The rule for each phase, on the stretch between two recorded rows a and b. Rules are tried in order; each is a sentence of the
 * theory with one threshold, named here. Rates are read per step, so that log-spaced samples can be used.
 */
import type { PhaseFacts, PhaseKind, Sample } from "./types";

/** Near V = 0 the gradient is that of W0 up to this share: ‖G − ∇ℓ(W0)‖ ≤ L‖BA‖ ≤ L‖V‖²/2. */
const NEAR_ORIGIN = 0.05;
/** ‖V‖ grows by at least this share of ln(1 + ησ₁) a step: the unstable direction leads. */
const ESCAPING = 0.5;
/** ‖∇J‖² falls faster than t to the power −6: no power law of the theory does (the steepest is −2), an exponential soon does. */
const LINEAR_SLOPE = -6;
/** Lazy: ‖V‖² has moved by less than this share, while the loss has fallen by at least LAZY_FALL of its start. */
const LAZY_MOVE = 0.1;
const LAZY_FALL = 0.02;
/** Plateau: at the present rate the gap would fall by less than this share until t has doubled. */
const PLATEAU = 0.02;
/** A few steps are no plateau, however little they bring: the next FIRST_PLATEAU steps are asked. */
const FIRST_PLATEAU = 16;

export function classify(start: Sample, a: Sample, b: Sample, facts: PhaseFacts): PhaseKind {
  const { factored, attainable, tolerance } = facts;
  const tolJ = tolerance(a.J, a.g, a.vSq);
  if (!Number.isFinite(b.J) || (b.J > a.J + tolJ && b.J > start.J + tolJ)) return "divergence";
  if (a.sSq === 0 && b.sSq === 0) return atRest(b, facts);
  if (factored && a.vSq === 0 && facts.V0Sq > 0) return "underflow";
  const near = factored ? nearOrigin(a, b, facts) : null;
  if (near !== null) return near;
  // The gradient is resolved long after differences of the loss are not: only where it stands still is the floor reached.
  if (slopeOf(a, b) <= LINEAR_SLOPE) return "linear";
  if (a.eta * a.sSq <= tolJ && Math.abs(a.J - b.J) <= tolJ * (b.t - a.t)) return "floor";
  if (factored && isLazy(start, b, attainable)) return "lazy";
  const fallUntilDoubled = a.eta * a.sSq * Math.max(a.t, FIRST_PLATEAU);
  return fallUntilDoubled <= PLATEAU * (a.J - attainable) ? "plateau" : "descent";
}

/** What a gradient of 0 means: nothing is there, or its square, at most ‖V‖²‖G‖², is below the smallest number and was taken for 0. */
function atRest({ vSq, g }: Sample, { factored, V0Sq, smallest }: PhaseFacts): PhaseKind {
  if (!factored) return "stationary";
  if (vSq === 0) return V0Sq === 0 ? "origin" : "underflow";
  return g > 0 && vSq * g * g < smallest ? "underflow" : "stationary";
}

/** d ln ‖∇J‖² / d ln t, with t = 0 read as 1. */
export function slopeOf(a: Sample, b: Sample): number {
  return Math.log(b.sSq / a.sSq) / Math.log(Math.max(b.t, 2) / Math.max(a.t, 1));
}

/** Growth of ln ‖V‖ a step. */
export function growthOf(a: Sample, b: Sample): number {
  return Math.log(b.vSq / a.vSq) / (2 * (b.t - a.t));
}

/** Whether the gradient at V is that of W0 but for a small share, so that the linear part at V = 0 leads. */
export function isNearOrigin(vSq: number, L: number, sigma1: number): boolean {
  return L * vSq <= 2 * NEAR_ORIGIN * sigma1;
}

function nearOrigin(a: Sample, b: Sample, { L, sigma1 }: PhaseFacts): PhaseKind | null {
  if (sigma1 === null || sigma1 === 0) return null;
  if (!isNearOrigin(Math.max(a.vSq, b.vSq), L, sigma1)) return null;
  const growth = growthOf(a, b);
  if (growth >= ESCAPING * Math.log1p(a.eta * sigma1)) return "escape";
  return growth < 0 ? "inflow" : "saddle";
}

function isLazy(start: Sample, b: Sample, attainable: number): boolean {
  const moved = Math.abs(b.vSq - start.vSq) <= LAZY_MOVE * start.vSq;
  return moved && start.J - b.J >= LAZY_FALL * (start.J - attainable);
}
