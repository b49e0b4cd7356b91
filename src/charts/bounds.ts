/**
 * Bounds as lines on the charts: the right sides of run certificates, by their own `compare`, so that what is drawn is what is
 * judged. A bound that needs nothing but T is known for the whole run at once; the others follow the rows.
 */
import type { LaneHistory } from "../history/types";
import { numbers } from "../lora/certificates/arithmetic";
import { constantsOf, logarithmicSum } from "../lora/certificates/constants";
import { runCertificates } from "../lora/certificates/index";
import { statementOf } from "../lora/certificates/statements";
import type { Constants, Context, Prefix, RunCertificate } from "../lora/certificates/types";
import { emptyExtremes } from "./geometry/reading";
import { BOUND_DASH } from "./palette";
import type { LineSource, Series } from "./series";

export interface BoundLane {
  readonly index: number;
  /** looked up on every use: it may be replaced when its first rows arrive */
  readonly history: LaneHistory;
  readonly theory: Context;
}

/** Dotted, as against the paper's dashes. */
const REFINED_DASH: readonly number[] = [2, 3];

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
};

/** The line that a bound is held against, as `runSeries` names it. */
const measured: Readonly<Record<string, string>> = { gradient: "min", step: "step", norm: "norm" };

const drawn = new Map(runCertificates.filter((each) => each.drawn).map((each) => [each.id, each]));

/** Whether the certificate has a curve that holds for the lane. */
export function isDrawable(id: string, theory: Context): boolean {
  return drawn.get(id)?.applies(theory) === null;
}

/** The prefix that ends at a kept row; what a certificate does not ask for is not computed. */
export function prefixAt(history: LaneHistory, row: number, { K }: Constants): Prefix {
  const extreme = (column: "grad_norm_sq" | "v_norm_sq") => history.extremes(column, 0, row, emptyExtremes());
  const T = history.stepAt(row);
  return {
    T,
    logarithm: logarithmicSum(T, K),
    S: history.value("sum_step_sizes", row),
    J: history.value("loss", row),
    vSq: history.value("v_norm_sq", row),
    eta: history.value("step_size", row),
    // Only the certificate of Σ η_t asks for it, and that one is not drawn.
    harmonic: Number.NaN,
    get minSSq() {
      return extreme("grad_norm_sq").min;
    },
    get maxVSq() {
      return extreme("v_norm_sq").max;
    },
  };
}

const unknown = Number.NaN;

function bareAt(T: number, { K }: Constants): Prefix {
  const logarithm = logarithmicSum(T, K);
  const sums = { T, S: unknown, minSSq: unknown, maxVSq: unknown, harmonic: unknown, logarithm };
  return { ...sums, J: unknown, vSq: unknown, eta: unknown };
}

function rightOf(certificate: RunCertificate, constants: Constants): (at: Prefix) => number {
  const { value } = looks[certificate.id] ?? {};
  return (at) => {
    if (at.T < 1) return unknown;
    const { right } = certificate.compare(numbers, at, constants);
    return value ? value(right) : right;
  };
}

function sourceOf(certificate: RunCertificate, lane: BoundLane): LineSource {
  // Tolerances alone depend on the precision, and they are not drawn.
  const constants = constantsOf(lane.theory, "float64");
  const right = rightOf(certificate, constants);
  const bare = (T: number) => right(bareAt(T, constants));
  if (Number.isFinite(bare(1))) return { kind: "function", ofStep: bare };
  return {
    kind: "rows",
    get history() {
      return lane.history;
    },
    ofRow: (row) => right(prefixAt(lane.history, row, constants)),
  };
}

/** The bounds with the given ids that belong on a chart and hold for the lane. The gap under the selected one is shaded. */
export function boundSeries(
  chart: string,
  lane: BoundLane,
  ids: readonly string[],
  selected: string | null,
): readonly Series[] {
  const shown = [...drawn.values()].filter(({ id }) => ids.includes(id) || id === selected);
  return shown.flatMap((certificate): Series[] => {
    const { id } = certificate;
    const statement = statementOf(id);
    if (statement.chart !== chart || certificate.applies(lane.theory) !== null) return [];
    return [
      {
        id: `${id}-${lane.index}`,
        label: looks[id]?.label ?? statement.label,
        name: looks[id]?.label ?? statement.label,
        role: "bound",
        colour: statement.refined ? "bound-refined" : "bound",
        dash: statement.refined ? REFINED_DASH : BOUND_DASH,
        source: sourceOf(certificate, lane),
        ...(id === selected ? { gapTo: `${measured[chart]}-${lane.index}` } : {}),
      },
    ];
  });
}
