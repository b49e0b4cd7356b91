/** The range of an axis from the values on it: whole decades or nice steps, never empty, and only growing within a run. */
import { nice } from "d3";
import type { ScaleKind } from "./scale";

/** What an axis must show; NaN where there is nothing yet. */
export interface Extent {
  min: number;
  max: number;
  /** smallest value above zero */
  minPositive: number;
}

export interface Domain {
  readonly lo: number;
  readonly hi: number;
  /** where a symlog axis turns from linear to logarithmic */
  readonly constant: number;
}

export function emptyExtent(): Extent {
  return { min: Number.NaN, max: Number.NaN, minPositive: Number.NaN };
}

/** Widens the extent by one value, ignoring what is not finite. */
export function include(extent: Extent, value: number): void {
  if (!Number.isFinite(value)) return;
  if (!(value >= extent.min)) extent.min = value;
  if (!(value <= extent.max)) extent.max = value;
  if (value > 0 && !(value >= extent.minPositive)) extent.minPositive = value;
}

const SMALLEST_EXPONENT = -323;
const LARGEST_EXPONENT = 308;
/** Decades by which a symlog axis goes below its largest value, at most. */
const SYMLOG_DECADES = 6;
/** A linear axis shows zero if the smallest value is below this part of the largest. */
const ZERO_PULL = 0.5;
/** A linear axis takes values that agree to this part for one value, and does not go beyond these sizes. */
const FLAT = 1e-12;
/** A linear axis is at least this wide for the size of its values, or its labels would need more digits than they have room for. */
const NARROWEST = 2e-3;
const SMALLEST = 1e-300;
const LARGEST = 1e300;

function clampExponent(exponent: number): number {
  return Math.min(LARGEST_EXPONENT, Math.max(SMALLEST_EXPONENT, exponent));
}

/** 10^exponent by the decimal parser: `10 ** -5` is one unit in the last place off, `1e-5` is not. */
export function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

function decades(extent: Extent): Domain {
  if (!(extent.max > 0)) return { lo: 0.1, hi: 10, constant: 1 };
  let low = clampExponent(Math.floor(Math.log10(extent.minPositive)));
  let high = clampExponent(Math.ceil(Math.log10(extent.max)));
  if (low === high) {
    low = clampExponent(low - 1);
    high = clampExponent(high + 1);
  }
  return { lo: powerOfTen(low), hi: powerOfTen(high), constant: 1 };
}

function niceSteps(min: number, max: number): Domain {
  if (!(min <= max)) return { lo: 0, hi: 1, constant: 1 };
  let lo = Math.max(-LARGEST, min >= 0 && min < ZERO_PULL * max ? 0 : min);
  let hi = Math.min(LARGEST, max <= 0 && max > ZERO_PULL * min ? 0 : max);
  const size = Math.max(Math.abs(lo), Math.abs(hi));
  if (!(hi - lo > FLAT * size && size > SMALLEST)) {
    lo -= lo === 0 ? 0 : Math.max(SMALLEST, size / 2);
    hi += size > SMALLEST ? size / 2 : 1;
  } else if (hi - lo < NARROWEST * size) {
    const more = (NARROWEST * size - (hi - lo)) / 2;
    lo -= more;
    hi += more;
  }
  const [from, to] = nice(lo, hi, 5);
  return { lo: from, hi: to, constant: 1 };
}

function symmetricDecades(extent: Extent): Domain {
  const { min, max } = extent;
  if (!(min <= max)) return { lo: 0, hi: 1, constant: 1 };
  const largest = Math.max(Math.abs(min), Math.abs(max));
  if (largest === 0) return { lo: 0, hi: 1, constant: 1 };
  const high = clampExponent(Math.ceil(Math.log10(largest)));
  const low = Math.floor(Math.log10(extent.minPositive > 0 ? extent.minPositive : largest));
  const constant = powerOfTen(clampExponent(Math.max(low, high - SYMLOG_DECADES)));
  return {
    lo: min < 0 ? -powerOfTen(clampExponent(Math.ceil(Math.log10(-min)))) : 0,
    hi: max > 0 ? powerOfTen(high) : 0,
    constant,
  };
}

/** The domain that shows `extent`. With `previous`, one that also contains what was shown before: axes only grow. */
export function domainFor(kind: ScaleKind, extent: Extent, previous: Domain | null = null): Domain {
  const next =
    kind === "log" ? decades(extent) : kind === "symlog" ? symmetricDecades(extent) : niceSteps(extent.min, extent.max);
  if (!previous || !(kind === "log" ? extent.max > 0 : extent.min <= extent.max)) return previous ?? next;
  if (previous.lo <= next.lo && previous.hi >= next.hi && previous.constant <= next.constant) return previous;
  return {
    lo: Math.min(previous.lo, next.lo),
    hi: Math.max(previous.hi, next.hi),
    constant: Math.min(previous.constant, next.constant),
  };
}
