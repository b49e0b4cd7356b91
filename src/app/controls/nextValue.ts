/** The value that a list is most likely to go on with. */
import type { LaneConfig } from "../../lora/experiment";
import type { Parameter } from "../../permalink/schema";

/**
 * As text: the next seed; a number that goes on by the ratio of the last two where the scale is logarithmic, else by their
 * difference; a choice that is not in the list. Null if there is none.
 */
export function nextText(parameter: Parameter, texts: readonly string[], config: LaneConfig): string | null {
  const { kind, values = [], limit, max = Infinity } = parameter;
  if (kind === "choice") return values.find((value) => !texts.includes(value)) ?? null;
  const last = texts.at(-1) ?? "";
  if (kind === "matrix") return last === "" ? null : last;
  const suffix = last.endsWith("/L") ? "/L" : "";
  const [before, now] = texts.slice(-2).map(Number.parseFloat);
  const value = now ?? before;
  if (value === undefined || Number.isNaN(value)) return firstNumber(parameter, config);
  const isSeed = kind === "integer" && max >= 2 ** 31;
  const grown =
    isSeed || value === 0 ? value + 1 : goneOn(now === undefined ? Number.NaN : (before ?? Number.NaN), value);
  const next = kind === "integer" ? Math.round(grown) : Number(grown.toPrecision(6));
  const bound = Math.min(max, limit?.of(config) ?? Infinity);
  if (next > bound && !texts.includes(String(bound))) return `${bound}${suffix}`;
  return next > bound || next < (parameter.min ?? -Infinity) ? null : `${next}${suffix}`.replace("e+", "e");
}

/** 1, 2, 4 → 8; 10, 20, 30 → 40; a single value is doubled. */
function goneOn(before: number, now: number): number {
  if (Number.isNaN(before) || before === now) return 2 * now;
  const ratio = now / before;
  return ratio >= 2 || (ratio > 0 && ratio <= 0.5) ? now * ratio : now + (now - before);
}

/** Where the list holds a word (full, r, L): a number beside it. */
function firstNumber({ sliderMin, min, limit }: Parameter, config: LaneConfig): string | null {
  const number = sliderMin ?? min ?? limit?.of(config);
  return number === undefined ? null : String(number);
}
