/** One certificate in full: its statement, the numbers in it now, where it was tightest, its source and proof. */

import { statementMath } from "virtual:statement-math";
import { useEffect, useRef } from "react";
import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import type { LedgerEntry } from "../../../lora/certificates/ledger";
import type { LedgerRow } from "./ledgerRows";
import { MathLines } from "./MathLines";
import { Prose } from "./Prose";
import { slackOf } from "./slackText";

const charts = { loss: "Loss", gradient: "Gradient norm", step: "Step size", norm: "Adapter norm" } as const;
const text = (value: number) => flatText(numberText(value, 4));

export function LedgerDetail({ row, isDrawn }: { readonly row: LedgerRow; readonly isDrawn: boolean }) {
  const { statement, entry, reason } = row;
  const card = useRef<HTMLDivElement>(null);
  // What was asked for is seen whole, even where the panel ended just above it.
  useEffect(() => {
    // Newer browsers return a promise here, which an effect must not hand to React as its cleanup.
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={card} className="ledger-detail">
      <MathLines lines={statementMath[statement.id] ?? []} />
      {reason !== null && (
        <p className="text-warn">
          Does not apply: <Prose text={reason} />.
        </p>
      )}
      {entry && entry.evaluated > 0 && <Numbers row={row} entry={entry} />}
      <p className="text-mute">
        {statement.refined ? "★ refined: our own statement, proof here" : statement.reference}
        {statement.chart && isDrawn && ` · drawn on ${charts[statement.chart]}, gap shaded`}
      </p>
      <div>
        <h4 className="font-semibold">Proof</h4>
        {statement.proof.map((sentence) => (
          <p key={sentence}>
            <Prose text={sentence} />
          </p>
        ))}
      </div>
    </div>
  );
}

function Numbers({ row, entry }: { readonly row: LedgerRow; readonly entry: LedgerEntry }) {
  const isIdentity = row.certificate.identity === true;
  const slack = (value: number) => (Number.isNaN(value) ? "–" : slackOf(entry, value, isIdentity));
  const holds = isIdentity ? entry.left <= entry.tolerance : entry.left - entry.right <= entry.tolerance;
  const facts: readonly (readonly [string, string])[] = [
    ["slack now", slack(entry.slack)],
    [
      "worst slack",
      entry.worstSlack === null ? "–" : `${slack(entry.worstSlack)} at t = ${stepText(entry.worstAt ?? 0)}`,
    ],
    ["judged at", `${stepText(entry.evaluated)} iterates`],
    ["tolerance now", text(entry.tolerance)],
    ...(entry.firstViolation === null
      ? []
      : [["fails at", `${stepText(entry.violations)} iterates, first t = ${stepText(entry.firstViolation)}`] as const]),
  ];
  return (
    <>
      <p className="ledger-sides">
        <span>
          <small>{isIdentity ? "residual" : "left"}</small>
          {text(entry.left)}
        </span>
        <span aria-hidden="true">{holds ? "≤" : ">"}</span>
        <span className="sr-only">{holds ? "is at most" : "is more than"}</span>
        <span>
          <small>{isIdentity ? "tolerance" : "right"}</small>
          {text(isIdentity ? entry.tolerance : entry.right)}
        </span>
      </p>
      <dl className="ledger-facts">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
