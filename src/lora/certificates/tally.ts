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

/** The tally of one certificate over a chunk; its rows are counted from 0. */
export interface RowTally {
  readonly passed: number;
  readonly clearance: number;
  readonly tightest: number;
  readonly tightness: Float64Array;
}

export interface Tally {
  record(index: number, comparison: Comparison, t: number): void;
  /** Takes a whole chunk of rows, the first of which is about `firstStep`; none of them is a first violation. */
  recordChunk(index: number, chunk: RowTally, rows: number, firstStep: number): void;
  violations(index: number): number;
  evaluated(index: number): number;
  /** `sides`: the last evaluation; null if there was none */
  entry(index: number, sides: Comparison | null): TallyEntry;
  /** a copy of its columns: another tally goes on from there */
  memory(): Float64Array;
}

/** Slack is read only where rounding could move it by no more than this share. */
export const READABLE = 0.01;

/** of a tally */
const COLUMNS = 6;

/** NaN on either side is no proof of anything: it fails. */
export const fails = ({ left, right, tolerance }: Comparison): boolean => !(left - right <= tolerance);

/** Whether the sides stand clear of rounding, so that their ratio says something. */
const isReadable = ({ left, tolerance }: Comparison) => tolerance <= READABLE * left;

export function createTally(certificates: readonly Certificate[], memory: Float64Array | null = null): Tally {
  const count = certificates.length;
  const identity = certificates.map((certificate) => certificate.identity === true);
  const all = memory?.slice() ?? new Float64Array(COLUMNS * count);
  const column = (index: number) => all.subarray(index * count, (index + 1) * count);
  const [worst, worstAt, firstViolation] = [column(0), column(1), column(2)];
  const [violations, evaluated] = [column(3), column(4)];
  /** 1 where it has held clear of rounding */
  const held = column(5);
  if (!memory) {
    worst.set(identity.map((is) => (is ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)));
    worstAt.fill(-1);
    firstViolation.fill(-1);
  }

  const slackOf = (i: number, { left, right, tolerance }: Comparison) =>
    identity[i] ? left / tolerance : right / left;

  const verdictOf = (i: number): Verdict => {
    if (violations[i]! > 0) return "violated";
    if (held[i]! > 0) return "holds";
    return evaluated[i]! > 0 ? "below-resolution" : "not-applicable";
  };

  return {
    record(i, comparison, t) {
      evaluated[i]!++;
      if (fails(comparison)) {
        // audits of the first iterates, and steps judged again, come after later ones
        firstViolation[i] = violations[i] === 0 ? t : Math.min(t, firstViolation[i]!);
        violations[i]!++;
      } else {
        const isClear = comparison.measured > comparison.tolerance;
        if (isClear) held[i] = 1;
        // A left side ≤ 0 leaves all the room there is; one near the tolerance says nothing about the room.
        if (identity[i] ? !isClear : !isReadable(comparison)) return;
      }
      const slack = slackOf(i, comparison);
      if (identity[i] ? !(slack > worst[i]!) : !(slack < worst[i]!)) return;
      worst[i] = slack;
      worstAt[i] = t;
    },
    recordChunk(i, { passed, clearance, tightest, tightness }, rows, firstStep) {
      evaluated[i]! += rows;
      violations[i]! += rows - passed;
      if (clearance > 0) held[i] = 1;
      if (!(-tightest < worst[i]!)) return;
      worst[i] = -tightest;
      worstAt[i] = firstStep + tightness.indexOf(tightest);
    },
    violations: (i) => violations[i]!,
    evaluated: (i) => evaluated[i]!,
    memory: () => all.slice(),
    entry: (i, last) => {
      const sides = last ?? { left: 0, right: 0, tolerance: 0, measured: 0 };
      return {
        verdict: verdictOf(i),
        left: sides.left,
        right: sides.right,
        tolerance: sides.tolerance,
        slack: slackOf(i, sides),
        worstSlack: worstAt[i]! < 0 ? null : worst[i]!,
        worstAt: worstAt[i]! < 0 ? null : worstAt[i]!,
        firstViolation: firstViolation[i]! < 0 ? null : firstViolation[i]!,
        violations: violations[i]!,
        evaluated: evaluated[i]!,
      };
    },
  };
}
