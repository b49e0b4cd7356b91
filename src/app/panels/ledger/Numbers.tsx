/** A certificate's numbers at the iterate shown: the statement with them in it, both sides as the ledger compares them, slack. */
import { substitutionMath } from "virtual:statement-math";
import type { Evaluation, JudgedLane } from "../../../charts/evaluation";
import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import { constantsOf, type Precision } from "../../../lora/certificates/constants";
import { iterateNumbers, prefixNumbers, substitutionOf } from "../../../lora/certificates/substitutions";
import type { LedgerRow } from "./ledgerRows";
import { MathLines, placesIn } from "./MathLines";
import { levelDigits, placeText } from "./placeText";
import { slackOf } from "./slackText";

const text = (value: number) => flatText(numberText(value, 4));

interface Props {
  readonly row: LedgerRow;
  readonly lane: JudgedLane;
  readonly precision: Precision;
  readonly evaluation: Evaluation | null;
}

export function Numbers({ row, lane, precision, evaluation }: Props) {
  const now = evaluation?.comparison ?? row.entry;
  if (!now || (!evaluation && row.entry?.evaluated === 0)) return null;
  return (
    <section className="ledger-numbers">
      <h3>{whenOf(row, evaluation)}</h3>
      {evaluation && <Substituted id={row.certificate.id} lane={lane} precision={precision} evaluation={evaluation} />}
      <Sides row={row} {...now} />
      <Facts row={row} {...now} />
    </section>
  );
}

/** Which iterate, step or prefix the numbers are of. */
function whenOf({ certificate }: LedgerRow, evaluation: Evaluation | null): string {
  if (certificate.kind === "audit") return "At the last iterate audited";
  if (!evaluation) return "At the last iterate judged";
  if (evaluation.kind === "run") return `At T = ${stepText(evaluation.t)}`;
  const { t } = evaluation;
  return evaluation.kind === "step"
    ? `In the step from t = ${stepText(t)} to ${stepText(t + 1)}`
    : `At t = ${stepText(t)}`;
}

function Substituted({
  id,
  lane: { theory },
  precision,
  evaluation,
}: Omit<Props, "row" | "evaluation"> & { readonly id: string; readonly evaluation: Evaluation }) {
  const constants = constantsOf(theory, precision);
  const lines = substitutionMath[substitutionOf(id, constants)];
  if (!lines) return null;
  const numbers =
    evaluation.kind === "run"
      ? prefixNumbers(evaluation.at, theory, constants)
      : iterateNumbers(evaluation.at, constants);
  const names = placesIn(lines);
  return (
    <MathLines
      lines={lines}
      fill={(name, under) => placeText(numbers[name] ?? Number.NaN, under, levelDigits(names, numbers, name))}
    />
  );
}

interface Compared {
  readonly row: LedgerRow;
  readonly left: number;
  readonly right: number;
  readonly tolerance: number;
}

/** What the ledger holds against each other, where the statement itself has other sides. */
const sides: Readonly<Record<string, readonly [left: string, right: string]>> = {
  lemma2: ["a fifth of η‖∇J‖²", "decrease of J"],
  "descent-ratio": ["decrease off η‖∇J‖²", "7.33 % of it"],
  "lemma1-printed": ["beyond the linear term", "allowed"],
  "lemma1-corrected": ["beyond the linear term", "allowed"],
  "lemma1-sharp": ["beyond the linear term", "allowed"],
  "step-sum": ["harmonic sum", "Σ η"],
};

function Sides({ row: { certificate }, left, right, tolerance }: Compared) {
  const isIdentity = certificate.identity === true;
  const [more, less] = isIdentity ? [tolerance, left] : [right, left];
  const isRounding = less > more && left - right <= tolerance;
  const [sign, words] =
    less <= more ? ["≤", "is at most"] : isRounding ? ["≲", "is, up to rounding, at most"] : [">", "is more than"];
  const [leftName, rightName] = isIdentity ? ["residual", "tolerance"] : (sides[certificate.id] ?? ["left", "right"]);
  return (
    <p className="ledger-sides">
      <span>
        <small>{leftName}</small>
        {text(left)}
      </span>
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{words}</span>
      <span>
        <small>{rightName}</small>
        {text(isIdentity ? tolerance : right)}
      </span>
    </p>
  );
}

function Facts({ row: { certificate, entry }, left, right, tolerance }: Compared) {
  const isIdentity = certificate.identity === true;
  const slack = (value: number) =>
    Number.isNaN(value) ? "–" : slackOf({ verdict: entry?.verdict ?? "holds", worstSlack: value }, value, isIdentity);
  // A left side of zero or less leaves all the room there is.
  const hasAll = left <= 0 && left <= right;
  const slackHere = isIdentity ? left / tolerance : hasAll ? Number.POSITIVE_INFINITY : right / left;
  const facts: readonly (readonly [string, string])[] = [
    ["slack here", slack(slackHere)],
    ["tolerance here", text(tolerance)],
    ...(entry && entry.evaluated > 0
      ? ([
          [
            "worst slack",
            entry.worstSlack === null ? "–" : `${slack(entry.worstSlack)} at t = ${stepText(entry.worstAt ?? 0)}`,
          ],
          ["judged at", `${stepText(entry.evaluated)} iterates`],
        ] as const)
      : []),
    ...(entry === null || entry.firstViolation === null
      ? []
      : [["fails at", `${stepText(entry.violations)} iterates, first t = ${stepText(entry.firstViolation)}`] as const]),
  ];
  return (
    <dl className="ledger-facts">
      {facts.map(([term, value]) => (
        <div key={term} className="contents">
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
