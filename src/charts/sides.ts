/**
 * Both sides of a statement over t, where no chart of the board has that quantity: the change of the loss in one step, the ratio of
 * the descent, the sum of the step sizes. What rounding hides is left out, as in the ledger.
 */
import type { Precision } from "../lora/certificates/constants";
import { statementOf } from "../lora/certificates/statements";
import type { Certificate } from "../lora/certificates/types";
import { REFINED_DASH } from "./bounds";
import { type Evaluation, evaluator, type JudgedLane, stepStarts } from "./evaluation";
import { BOUND_DASH } from "./palette";
import type { Series } from "./series";

export interface Sides {
  readonly title: string;
  /** a sentence under the title */
  readonly note: string | null;
  readonly y: "log" | "linear";
  /** from back to front */
  readonly series: readonly Series[];
}

type Side = (evaluation: Evaluation) => number;

interface Line {
  readonly label: string;
  readonly value: Side;
}

interface Picture {
  readonly title: string;
  readonly note?: string;
  readonly y: "log" | "linear";
  readonly measured: Line;
  /** one bound, or the two ends of a band */
  readonly bounds: readonly [Line] | readonly [Line, Line];
}

/** Rounding may move what is drawn by this share at most. */
const READABLE = 0.01;

const left: Side = ({ comparison }) => comparison.left;
const right: Side = ({ comparison }) => comparison.right;
const seen =
  (side: Side): Side =>
  (evaluation) =>
    evaluation.comparison.tolerance <= READABLE * evaluation.comparison.measured ? side(evaluation) : Number.NaN;

/** (J(V_t) − J(V_{t+1}))/(ηs²): the statement compares how far it is from 1. */
const ratio: Side = ({ kind, at, comparison }) => {
  const isAbove = kind === "step" && at.J - at.nextJ > comparison.measured;
  return 1 + (isAbove ? comparison.left : -comparison.left) / comparison.measured;
};
const end =
  (sign: 1 | -1): Side =>
  ({ comparison }) =>
    1 + (sign * comparison.right) / comparison.measured;

const remainder: Picture = {
  title: "What a step adds to its linear term",
  note: "No line where a step gained more than its linear term, or rounding hides it.",
  y: "log",
  measured: { label: "measured", value: seen(left) },
  bounds: [{ label: "bound", value: right }],
};

const pictures: Readonly<Record<string, Picture>> = {
  lemma2: {
    title: "Decrease of the loss in a step",
    y: "log",
    measured: { label: "decrease", value: seen(right) },
    bounds: [{ label: "ηs²/5", value: left }],
  },
  "projected-descent": {
    title: "Decrease of the loss in a step",
    y: "log",
    measured: { label: "decrease", value: seen(right) },
    bounds: [{ label: "η(1 − Lη/2)s²", value: left }],
  },
  "descent-ratio": {
    title: "Decrease over ηs²",
    y: "linear",
    measured: { label: "ratio", value: seen(ratio) },
    bounds: [
      { label: "1.0733", value: end(1) },
      { label: "0.9267", value: end(-1) },
    ],
  },
  "lemma1-printed": remainder,
  "lemma1-corrected": remainder,
  "lemma1-sharp": remainder,
  "step-sum": {
    title: "Sum of the step sizes",
    y: "log",
    measured: { label: "Σ η", value: right },
    bounds: [{ label: "harmonic", value: left }],
  },
};

/** Null where a chart of the board shows the statement, or its sides are no columns. */
export function sidesOf(certificate: Certificate, lane: JudgedLane, precision: Precision): Sides | null {
  const picture = pictures[certificate.id];
  if (!picture || certificate.kind === "audit") return null;
  const evaluate = evaluator(certificate, lane, precision);
  const isStep = certificate.kind === "step";
  const { refined } = statementOf(certificate.id);
  const lineOf = ({ label, value }: Line, id: string) => ({
    id,
    label,
    name: label,
    source: {
      kind: "rows" as const,
      get history() {
        return isStep ? stepStarts(lane.history) : lane.history;
      },
      ofRow: (row: number) => {
        const evaluation = evaluate(row);
        return evaluation ? value(evaluation) : Number.NaN;
      },
    },
  });
  const measured: Series = { ...lineOf(picture.measured, "measured"), role: "line", colour: "lane-0", dash: [] };
  const [first, second] = picture.bounds.map(
    (bound, i): Series => ({
      ...lineOf(bound, `bound-${i}`),
      role: "bound",
      colour: refined ? "bound-refined" : "bound",
      dash: refined ? REFINED_DASH : BOUND_DASH,
    }),
  );
  // A band is shaded between its ends, a bound up to what it bounds.
  const bounds = second ? [{ ...first!, gapTo: second.id }, second] : [{ ...first!, gapTo: measured.id }];
  return { title: picture.title, note: picture.note ?? null, y: picture.y, series: [...bounds, measured] };
}
