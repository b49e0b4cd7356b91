/**
 * Bounds as lines on the charts: certificates' sides, by their own `compare`, so that what is drawn is what is judged. A bound
 * that needs nothing but T is known for the whole run at once; the others follow the rows. Bounds of a run can be shown one beside
 * the other; those of a single step hug their line, and only the selected one is drawn.
 */
import { constantsOf } from "../lora/certificates/constants";
import { iterateCertificates, runCertificates } from "../lora/certificates/index";
import { statementOf } from "../lora/certificates/statements";
import type { Context, IterateCertificate, RunCertificate } from "../lora/certificates/types";
import { type Evaluation, evaluator, hasStep, type JudgedLane, rightAt } from "./evaluation";
import { BOUND_DASH } from "./palette";
import type { LineSource, Series } from "./series";

export interface BoundLane extends JudgedLane {
  readonly index: number;
}

/** Dotted, as against the paper's dashes. */
export const REFINED_DASH: readonly number[] = [2, 3];

interface Look {
  /** beside the line's end, and in readouts */
  readonly label: string;
  /** from the certificate's right side to the quantity of its chart; that quantity itself if left out */
  readonly value?: (right: number) => number;
}

const looks: Readonly<Record<string, Look>> = {
  "min-gradient": { label: "(10)" },
  "min-gradient-refined": { label: "★ (10)" },
  growth: { label: "growth" },
  path: { label: "★ path", value: (norm) => norm * norm },
  "step-lower": { label: "1/Dₜ", value: (inverse) => 1 / inverse },
  "rate-log": { label: "1/log T" },
  "rate-bounded": { label: "1/T" },
  "rate-sqrt": { label: "★ 1/√T" },
  "rate-apriori": { label: "★ 1/T ahead" },
  "rate-projected": { label: "2Δ₀/ηT" },
};

interface StepLook {
  readonly label: string;
  /** the line that it bounds, as `runSeries` names it */
  readonly against: string;
  /** quantity of its chart */
  readonly value: (evaluation: Evaluation, theory: Context) => number;
}

/** J(V_t) + what the statement lets it change in a step: drawn over t + 1, above J(V_{t+1}). */
const lossAfterStep = (label: string): StepLook => ({
  label,
  against: "loss",
  value: ({ kind, at, comparison: { left, right } }, { infimum }) =>
    kind === "step" ? at.nextJ + (right - left) - infimum : Number.NaN,
});

const stepLooks: Readonly<Record<string, StepLook>> = {
  lemma2: lossAfterStep("(9)"),
  "lemma1-printed": lossAfterStep("Lemma 1"),
  "lemma1-corrected": lossAfterStep("Lemma 1′"),
  "lemma1-sharp": lossAfterStep("★ Lemma 1"),
  "projected-descent": lossAfterStep("(5) along GH"),
  "gradient-bound": { label: "(19)", against: "gradient", value: ({ comparison }) => comparison.right ** 2 },
  "gradient-loss": { label: "‖G‖²/2L", against: "loss", value: ({ comparison }, { L }) => comparison.left / (2 * L) },
};

/** The line that a bound of a run is held against, as `runSeries` names it. */
const measured: Readonly<Record<string, string>> = { gradient: "min", step: "step", norm: "norm" };

const drawn = new Map(runCertificates.filter((each) => each.drawn).map((each) => [each.id, each]));
const drawnWhenSelected = new Map(iterateCertificates.filter(({ id }) => stepLooks[id]).map((each) => [each.id, each]));

/** Whether the certificate has a curve that holds for the lane and can be shown beside the others. */
export function isDrawable(id: string, theory: Context): boolean {
  return drawn.get(id)?.applies(theory) === null;
}

/** Whether selecting the certificate draws it on its chart. */
export function isOverlaid(id: string, theory: Context): boolean {
  return isDrawable(id, theory) || drawnWhenSelected.get(id)?.applies(theory) === null;
}

/** Tolerances alone depend on the precision, and they are not drawn. */
const ANY_PRECISION = "float64";

function sourceOf(certificate: RunCertificate, lane: BoundLane): LineSource {
  const { value = (right: number) => right } = looks[certificate.id] ?? {};
  const ahead = rightAt(certificate, constantsOf(lane.theory, ANY_PRECISION));
  if (Number.isFinite(value(ahead(1)))) {
    return { kind: "function", ofStep: (t) => (t < 1 ? Number.NaN : value(ahead(t))) };
  }
  const evaluate = evaluator(certificate, lane, ANY_PRECISION);
  return {
    kind: "rows",
    get history() {
      return lane.history;
    },
    ofRow: (row) => value(evaluate(row)?.comparison.right ?? Number.NaN),
  };
}

/** The selected statement on a single step, at the iterates that it speaks of. */
function stepSource(certificate: IterateCertificate, { value }: StepLook, lane: BoundLane): LineSource {
  const evaluate = evaluator(certificate, lane, ANY_PRECISION);
  const of = (row: number) => {
    const evaluation = evaluate(row);
    return evaluation ? value(evaluation, lane.theory) : Number.NaN;
  };
  return {
    kind: "rows",
    get history() {
      return lane.history;
    },
    ofRow: certificate.kind === "step" ? (row) => (hasStep(lane.history, row - 1) ? of(row - 1) : Number.NaN) : of,
  };
}

function seriesOf(id: string, index: number, label: string, source: LineSource, gapTo: string | null): Series {
  const { refined } = statementOf(id);
  return {
    id: `${id}-${index}`,
    label,
    name: label,
    role: "bound",
    colour: refined ? "bound-refined" : "bound",
    dash: refined ? REFINED_DASH : BOUND_DASH,
    source,
    certificate: id,
    ...(gapTo ? { gapTo: `${gapTo}-${index}` } : {}),
  };
}

/** The bounds with the given ids that belong on a chart and hold for the lane. The gap under the selected one is shaded. */
export function boundSeries(
  chart: string,
  lane: BoundLane,
  ids: readonly string[],
  selected: string | null,
): readonly Series[] {
  const belongs = ({ id, applies }: RunCertificate | IterateCertificate) =>
    statementOf(id).chart === chart && applies(lane.theory) === null;
  const shown = [...drawn.values()].filter((each) => (ids.includes(each.id) || each.id === selected) && belongs(each));
  const ofRun = shown.map((certificate) => {
    const { id } = certificate;
    const label = looks[id]?.label ?? statementOf(id).label;
    return seriesOf(
      id,
      lane.index,
      label,
      sourceOf(certificate, lane),
      id === selected ? (measured[chart] ?? null) : null,
    );
  });
  const step = selected === null ? undefined : drawnWhenSelected.get(selected);
  const look = stepLooks[selected ?? ""];
  if (!step || !look || !belongs(step)) return ofRun;
  return [...ofRun, seriesOf(step.id, lane.index, look.label, stepSource(step, look, lane), look.against)];
}
