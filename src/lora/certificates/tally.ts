/**
 * What a ledger keeps of each certificate, in columns: verdicts over the run, slack now and at its worst, first violation.
 * Over a run, violated comes before holds, holds before below-resolution, that before not-applicable.
 */
import type { Certificate, Comparison, Verdict } from "./types";

export interface TallyEntry {
  /** over the run; not-applicable if nothing was judged */
  readonly verdict: Verdict;
  /** the last evaluation: both sides, and slack = right/left (for an identity residual/tolerance) */
  readonly left: number;
  readonly right: number;
  readonly tolerance: number;
  readonly slack: number;
  /** smallest slack (largest residual/tolerance for an identity) where it could be judged, and its t; null if never */
  readonly worstSlack: number | null;
  readonly worstAt: number | null;
  readonly firstViolation: number | null;
  readonly violations: number;
  /** number of iterates at which it was evaluated */
  readonly evaluated: number;
}

export interface Tally {
  fails(out: Comparison): boolean;
  record(index: number, out: Comparison, t: number): void;
  entry(index: number): TallyEntry;
}

/** Slack is read only where rounding could move it by no more than this share. */
const READABLE = 0.01;

export function createTally(certificates: readonly Certificate[]): Tally {
  const count = certificates.length;
  const identity = certificates.map((certificate) => certificate.identity === true);
  const left = new Float64Array(count);
  const right = new Float64Array(count);
  const tolerance = new Float64Array(count);
  const worst = Float64Array.from(identity, (is) => (is ? -1 : Number.POSITIVE_INFINITY));
  const worstAt = new Float64Array(count).fill(-1);
  const firstViolation = new Float64Array(count).fill(-1);
  const violations = new Float64Array(count);
  const held = new Float64Array(count);
  const evaluated = new Float64Array(count);

  // NaN on either side is no proof of anything: it fails.
  const fails = (out: Comparison) => !(out.left - out.right <= out.tolerance);

  const verdictOf = (i: number): Verdict => {
    if (violations[i]! > 0) return "violated";
    if (held[i]! > 0) return "holds";
    return evaluated[i]! > 0 ? "below-resolution" : "not-applicable";
  };

  return {
    fails,
    record(i, out, t) {
      left[i] = out.left;
      right[i] = out.right;
      tolerance[i] = out.tolerance;
      evaluated[i]!++;
      if (fails(out)) {
        if (violations[i] === 0) firstViolation[i] = t;
        violations[i]!++;
      } else {
        if (out.measured <= out.tolerance) return;
        held[i]!++;
        // A left side ≤ 0 leaves all the room there is; one near the tolerance says nothing about the room.
        if (!identity[i] && !(out.tolerance <= READABLE * out.left)) return;
      }
      // No division where nothing is worse: right/left < worst, or for an identity left/tolerance > worst
      if (identity[i] ? out.left <= worst[i]! * out.tolerance : out.right >= worst[i]! * out.left) return;
      worst[i] = identity[i] ? out.left / out.tolerance : out.right / out.left;
      worstAt[i] = t;
    },
    entry: (i) => ({
      verdict: verdictOf(i),
      left: left[i]!,
      right: right[i]!,
      tolerance: tolerance[i]!,
      slack: identity[i] ? left[i]! / tolerance[i]! : right[i]! / left[i]!,
      worstSlack: worstAt[i]! < 0 ? null : worst[i]!,
      worstAt: worstAt[i]! < 0 ? null : worstAt[i]!,
      firstViolation: firstViolation[i]! < 0 ? null : firstViolation[i]!,
      violations: violations[i]!,
      evaluated: evaluated[i]!,
    }),
  };
}
