/**
 * Random experiments as permalinks: any members of the families together, any values in the ranges of the table, half of them
 * where the sliders go and half anywhere, on problems small enough to be compared entry by entry. Shrinks by leaving keys out.
 */
import fc from "fast-check";
import type { ParameterId } from "../../lora/experiment";
import { rowOf } from "../../permalink/lanes";
import { laneKeys } from "../../permalink/schema";

/** Sizes: the range of the table would take minutes. */
const largest: Partial<Readonly<Record<ParameterId, number>>> = {
  m: 9,
  n: 9,
  N: 24,
  K: 24,
  r: 6,
  trank: 6,
  batch: 8,
  clients: 3,
  local: 3,
  period: 4,
};

/** Given by files or entry by entry: other values of what is drawn. */
const left: ReadonlySet<ParameterId> = new Set(["B", "A", "target", "W0", "targetFile", "W0File", "adapterFile"]);

/** Digits are few enough to be read in the link of a disagreement. */
const rounded = (x: number) => String(Number(x.toPrecision(3)));

function reals(min: number, max: number, logarithmic: boolean): fc.Arbitrary<string> {
  if (!logarithmic) return fc.double({ min, max, noNaN: true }).map(rounded);
  const lowest = Math.log10(min > 0 ? min : 1e-9);
  return fc
    .double({ min: lowest, max: Math.log10(max), noNaN: true })
    .map((x) => rounded(Math.min(max, Math.max(min, 10 ** x))));
}

function textOf(key: ParameterId): fc.Arbitrary<string> {
  const { kind, min = 0, max = 0, sliderMin = min, sliderMax = max, scale, values = [] } = rowOf(key);
  switch (kind) {
    case "choice":
      return fc.constantFrom(...values);
    case "integer":
      return fc.integer({ min, max: largest[key] ?? max }).map(String);
    case "real":
      return fc.oneof(reals(sliderMin, sliderMax, scale === "log"), reals(min, max, true));
    case "eta":
      return fc.tuple(reals(min, max, true), fc.constantFrom("/L", "")).map(([x, per]) => x + per);
    default:
      throw new Error(`${key}: no random values of kind ${kind}`);
  }
}

const shared = new Set<ParameterId>(["loss", "method", "init", "step", "m", "n", "N", "K"]);
const arbitraries = (keys: readonly ParameterId[]) => Object.fromEntries(keys.map((key) => [key, textOf(key)]));
const families: readonly ParameterId[] = ["loss", "method", "init", "step"];
const sizes: readonly ParameterId[] = ["m", "n", "N", "K"];
const own = laneKeys.filter((key) => !left.has(key) && !shared.has(key));

/** Lanes of one link: members and sizes are shared, so that most of them run batched, and each lane has other numbers. */
const LANES = 24;

type Texts = Readonly<Partial<Record<ParameterId, string>>>;

/** The text of a link. Keys that the members do not read do no harm. */
export const experiments: fc.Arbitrary<string> = fc
  .tuple(
    fc.record(arbitraries(families), { requiredKeys: [] }),
    fc.record(arbitraries(sizes)),
    fc.array(fc.record(arbitraries(own), { requiredKeys: [] }), { minLength: 1, maxLength: LANES, size: "max" }),
  )
  // A lane of digits has a thousand samples.
  .map(([members, shape, lanes]) =>
    linkOf({ ...members, ...shape }, members.loss === "digits" ? lanes.slice(0, 1) : lanes),
  );

/** Lists with `;` advance together; a lane without a key has its default. */
function linkOf(common: Texts, lanes: readonly Texts[]): string {
  const pairs = laneKeys.flatMap((key) => {
    if (common[key] !== undefined) return `${key}=${common[key]}`;
    if (lanes.every((lane) => lane[key] === undefined)) return [];
    const row = rowOf(key);
    return `${key}=${lanes.map((lane) => lane[key] ?? row.write(row.initial)).join(";")}`;
  });
  return ["v=1", ...pairs].join("&");
}
