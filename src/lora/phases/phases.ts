/**
 * Phases of a run from its rows: each stretch between two samples is classified, neighbours of one kind are joined, and stretches
 * too short to be seen join what came before. What is measured of a phase is read between its ends.
 */
import { classify, growthOf, slopeOf } from "./classify";
import type { Phase, PhaseFacts, PhaseKind, Sample } from "./types";

/** A phase shorter than this share of ln(1 + t) over the run is noise, unless it ends the run. */
const SHORTEST = 0.03;

/** Linear convergence shows over decades: a stretch in which ‖∇J‖² falls less than this is descent on the way to the next saddle. */
const LINEAR_FALL = 1e-3;
/** A power law has one exponent: those of the two halves of the phase differ by no more than this share. */
const STEADY = 0.3;

/** Samples in order of t, the first at t = 0; about 32 a decade show every phase. Fewer than two: no phase yet. */
export function phasesOf(samples: readonly Sample[], facts: PhaseFacts): readonly Phase[] {
  const start = samples[0];
  if (!start) return [];
  const stretches: Stretch[] = [];
  for (let i = 0; i + 1 < samples.length; i++) {
    const kind = classify(start, samples[i]!, samples[i + 1]!, facts);
    const last = stretches.at(-1);
    if (last?.kind === kind) last.to = i + 1;
    else stretches.push({ kind, from: i, to: i + 1 });
  }
  for (const stretch of stretches) {
    const fallen = samples[stretch.to]!.sSq <= LINEAR_FALL * samples[stretch.from]!.sSq;
    if (stretch.kind === "linear" && !(fallen && stretch.to > stretch.from + 1)) stretch.kind = "descent";
  }
  return joined(stretches, samples).map((stretch) => measured(stretch, samples, facts));
}

interface Stretch {
  kind: PhaseKind;
  /** indices of samples */
  readonly from: number;
  to: number;
}

function joined(stretches: readonly Stretch[], samples: readonly Sample[]): readonly Stretch[] {
  const at = (i: number) => Math.log1p(samples[i]!.t);
  const whole = at(samples.length - 1);
  const kept: Stretch[] = [];
  for (const stretch of stretches) {
    const last = kept.at(-1);
    const short = at(stretch.to) - at(stretch.from) < SHORTEST * whole && stretch.to < samples.length - 1;
    if (last && (short || last.kind === stretch.kind)) last.to = stretch.to;
    else kept.push({ ...stretch });
  }
  return kept;
}

function measured({ kind, from, to }: Stretch, samples: readonly Sample[], { sigma1 }: PhaseFacts): Phase {
  const a = samples[from]!;
  const b = samples[to]!;
  const phase = { kind, from: a.t, to: b.t, measured: null, predicted: null };
  switch (kind) {
    case "escape": {
      // Past the first third the stable part has died out and ‖V‖ grows at the rate of the unstable direction alone.
      const settled = samples[from + Math.floor((to - from) / 3)]!;
      return { ...phase, measured: Math.exp(growthOf(settled, b)), predicted: 1 + b.eta * (sigma1 ?? Number.NaN) };
    }
    case "inflow":
      return { ...phase, measured: Math.exp(growthOf(a, b)) };
    case "linear": {
      // At exactly 0 there is no factor any more.
      const end = b.sSq > 0 || to === from + 1 ? to : to - 1;
      const last = samples[end]!;
      const settled = samples[from + Math.floor((end - from) / 2)]!;
      return { ...phase, measured: Math.exp(Math.log(last.sSq / settled.sSq) / (last.t - settled.t)) };
    }
    case "descent":
      return { ...phase, measured: exponentOf(samples.slice(from, to + 1)) };
    default:
      return phase;
  }
}

/** The exponent of ‖∇J‖² in t over the second half of a descent; null where it is no power law. */
function exponentOf(samples: readonly Sample[]): number | null {
  const at = (share: number) => samples[Math.floor(share * (samples.length - 1))]!;
  const early = slopeOf(at(0.5), at(0.75));
  const late = slopeOf(at(0.75), at(1));
  const steady = late < 0 && Math.abs(early - late) <= STEADY * Math.abs(late);
  return steady ? slopeOf(at(0.5), at(1)) : null;
}
