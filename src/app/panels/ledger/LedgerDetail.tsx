/** One certificate in full: its statement, the numbers in it at the iterate shown, its picture, its source and its proof. */

import { statementMath } from "virtual:statement-math";
import { useEffect, useMemo, useRef } from "react";
import { isOverlaid } from "../../../charts/bounds";
import type { JudgedLane } from "../../../charts/evaluation";
import { LineChart } from "../../../charts/LineChart";
import { type Sides, sidesOf } from "../../../charts/sides";
import type { BoardLane } from "../../board";
import { useExperiment, useRun, useSession } from "../../hooks/useSession";
import type { LedgerRow } from "./ledgerRows";
import { MathLines } from "./MathLines";
import { Numbers } from "./Numbers";
import { Prose } from "./Prose";
import { useEvaluation } from "./useEvaluation";

const charts = { loss: "Loss", gradient: "Gradient norm", step: "Step size", norm: "Adapter norm" } as const;

export function LedgerDetail({ row, lane }: { readonly row: LedgerRow; readonly lane: BoardLane }) {
  const { certificate, statement, reason } = row;
  const precision = useRun((state) => state.precision);
  const judged = useMemo(() => judgedLane(lane), [lane]);
  const evaluation = useEvaluation(certificate, judged, precision);
  const sides = useMemo(
    () => (certificate.applies(judged.theory) === null ? sidesOf(certificate, judged, precision) : null),
    [certificate, judged, precision],
  );
  const statementLines = useMemo(() => <MathLines lines={statementMath[statement.id] ?? []} />, [statement]);
  const card = useRef<HTMLDivElement>(null);
  // What was asked for is seen whole, even where the panel ended just above it.
  useEffect(() => {
    // Newer browsers return a promise here, which an effect must not hand to React as its cleanup.
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={card} className="ledger-detail">
      {statementLines}
      {reason !== null && (
        <p className="text-warn">
          Does not apply: <Prose text={reason} />.
        </p>
      )}
      <Numbers row={row} lane={judged} precision={precision} evaluation={evaluation} />
      {sides && <Picture sides={sides} lane={judged} />}
      <p className="text-mute">{pictureText(row, judged)}</p>
      <p className="text-mute">
        {statement.refined ? "★ refined: our own statement, proof here" : statement.reference}
      </p>
      <div>
        <h3>Proof</h3>
        {statement.proof.map((sentence) => (
          <p key={sentence}>
            <Prose text={sentence} />
          </p>
        ))}
      </div>
    </div>
  );
}

function judgedLane(lane: BoardLane): JudgedLane {
  return {
    theory: lane.facts.theory,
    get history() {
      return lane.history;
    },
  };
}

/** Where the statement is drawn, or why it is not. */
function pictureText({ certificate, statement, standing }: LedgerRow, { theory }: JudgedLane): string | null {
  if (standing === "not-applicable") return null;
  if (certificate.kind === "audit") {
    return "Measured from the matrices, in float64, at the iterates audited; drawn on no chart.";
  }
  if (!isOverlaid(statement.id, theory) || !statement.chart)
    return "Drawn here: no chart of the board has this quantity.";
  const chart = charts[statement.chart];
  if (certificate.kind === "step") {
    return `Drawn on ${chart} as a bound on the loss after each step: one step changes little, so the two lines nearly meet.`;
  }
  return `Drawn on ${chart}, gap shaded.`;
}

/** Both sides over t, with the playhead and the crosshair of the board. */
function Picture({ sides, lane }: { readonly sides: Sides; readonly lane: JudgedLane }) {
  const { chartView, seek } = useSession();
  const T = useExperiment((state) => state.link.T);
  const x = useExperiment((state) => state.link.view.x);
  return (
    <div className="ledger-picture">
      <LineChart
        title={sides.title}
        note={sides.note}
        series={sides.series}
        view={chartView}
        T={T}
        x={x}
        y={sides.y}
        runKey={lane}
        onSeek={seek}
      />
    </div>
  );
}
