/** Ticks of an axis: as many as fit, at decades, at 1–2–5 or at nice steps; minor ticks carry no label. */
import { ticks as niceTicks } from "d3";
import { powerOfTen } from "./domain";
import { type NumberText, stepText, tickText } from "./numberText";
import type { Scale } from "./scale";

export interface Tick {
  readonly value: number;
  readonly position: number;
  /** null for minor ticks */
  readonly label: NumberText | null;
}

/** Between decades that stand at least this far apart, minor ticks are drawn. */
const MINOR_SPACING = 40;
const strides = [1, 2, 3, 5, 10, 20, 50, 100] as const;
/** Axes over fewer decades than this are labelled at 1–2–5 or at nice steps. */
const FEW_DECADES = 1.5;

function span(scale: Scale): number {
  return Math.abs(scale.range[1] - scale.range[0]);
}

function decadeTicks(scale: Scale, spacing: number, low: number): readonly Tick[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(scale.domain[1]) + 1e-9);
  const perDecade =
    last > first
      ? Math.abs(scale.position(powerOfTen(last)) - scale.position(powerOfTen(first))) / (last - first)
      : span(scale);
  const stride = strides.find((candidate) => candidate * perDecade >= spacing) ?? 100;
  const result: Tick[] = [];
  for (let exponent = first - 1; exponent <= last; exponent++) {
    const value = powerOfTen(exponent);
    if (exponent >= first) {
      const labelled = exponent % stride === 0;
      if (labelled || stride < 5)
        result.push({ value, position: scale.position(value), label: labelled ? tickText(value, false) : null });
    }
    if (perDecade < MINOR_SPACING) continue;
    for (let multiple = 2; multiple < 10; multiple++) {
      const minor = Number(`${multiple}e${exponent}`);
      if (minor > low && minor < scale.domain[1])
        result.push({ value: minor, position: scale.position(minor), label: null });
    }
  }
  return result;
}

/** 0.0002 is read at a glance, 0.00000002 is not. */
function isPlain(values: readonly number[]): boolean {
  return values.every((value) => value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5));
}

/** Decimals that all labels of a linear axis share: 96.50 beside 96.45. */
function decimalsOf(values: readonly number[], plain: boolean): number {
  const written = values.map((value) => (plain ? String(value) : (value.toExponential().split("e")[0] ?? "")));
  return Math.max(0, ...written.map((digits) => digits.split(".")[1]?.length ?? 0));
}

function steppedTicks(scale: Scale, values: readonly number[]): readonly Tick[] {
  const plain = isPlain(values);
  const decimals = scale.kind === "linear" ? decimalsOf(values, plain) : 0;
  return values.map((value) => ({ value, position: scale.position(value), label: tickText(value, plain, decimals) }));
}

/** 1, 2, 5 times powers of ten within the domain. */
function oneTwoFive(low: number, high: number): readonly number[] {
  const values: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
    for (const multiple of [1, 2, 5]) values.push(Number(`${multiple}e${exponent}`));
  }
  return values.filter((value) => value >= low * (1 - 1e-12) && value <= high * (1 + 1e-12));
}

function symlogTicks(scale: Scale, spacing: number): readonly Tick[] {
  const [lo, hi] = scale.domain;
  const values = [0];
  for (let exponent = Math.ceil(Math.log10(Math.max(hi, -lo))); exponent >= -323; exponent--) {
    const value = powerOfTen(exponent);
    if (Math.abs(scale.position(value) - scale.position(0)) < spacing) break;
    const clear = values.slice(1).every((v) => Math.abs(scale.position(v) - scale.position(value)) >= spacing);
    if (clear) values.push(value);
  }
  const both = values.flatMap((value) => (value === 0 ? [0] : [-value, value]));
  return both
    .filter((value) => value >= lo && value <= hi)
    .map((value) => ({ value, position: scale.position(value), label: tickText(value, false) }));
}

/** Ticks of a value axis whose labels need `spacing` pixels each. */
export function valueTicks(scale: Scale, spacing: number): readonly Tick[] {
  const [lo, hi] = scale.domain;
  const room = Math.max(2, Math.floor(span(scale) / spacing));
  if (scale.kind === "symlog") return symlogTicks(scale, spacing);
  if (scale.kind === "log") {
    if (Math.log10(hi / lo) >= FEW_DECADES) return decadeTicks(scale, spacing, lo);
    const values = oneTwoFive(lo, hi);
    if (values.length >= 3 && values.length <= room + 1) return steppedTicks(scale, values);
    if (values.length > room) return decadeTicks(scale, spacing, lo);
  }
  return steppedTicks(scale, niceTicks(lo, hi, Math.min(room, 6)));
}

function stepLabel(value: number): NumberText {
  return value >= 1e5 && Number.isInteger(Math.log10(value))
    ? tickText(value, false)
    : { text: stepText(value), exponent: null };
}

/** Share of the spacing that one digit and the room beside it need: where there is less between 0 and 1, the 1 goes without. */
const DIGIT = 0.22;

/** Ticks of the axis of iterates: whole numbers; on a log axis zero has its own tick left of 1. */
export function stepTicks(scale: Scale, spacing: number): readonly Tick[] {
  const [lo, hi] = scale.domain;
  const room = Math.max(2, Math.floor(span(scale) / spacing));
  const clear = lo < 1 && scale.kind === "log" ? scale.position(0) + DIGIT * spacing : Number.NEGATIVE_INFINITY;
  const relabelled = (list: readonly Tick[]) =>
    list.map((tick) => ({ ...tick, label: tick.label && tick.position >= clear ? stepLabel(tick.value) : null }));
  if (scale.kind === "log") {
    const low = Math.max(1, lo);
    const zero: readonly Tick[] =
      lo < 1 ? [{ value: 0, position: scale.position(0), label: { text: "0", exponent: null } }] : [];
    if (Math.log10(hi / low) >= FEW_DECADES) return [...zero, ...relabelled(decadeTicks(scale, spacing, low))];
    const values = oneTwoFive(low, hi);
    if (values.length >= 2 && values.length <= room) return [...zero, ...relabelled(steppedTicks(scale, values))];
  }
  // On a linear axis the largest labels stand side by side.
  const whole = niceTicks(lo, hi, Math.min(Math.ceil(0.7 * room), 6)).filter(Number.isInteger);
  return relabelled(steppedTicks(scale, whole));
}
