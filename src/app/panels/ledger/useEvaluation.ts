/** The certificate evaluated at the iterate shown; rendered anew when that moves. */
import { useMemo, useState } from "react";
import { TEXT_INTERVAL } from "../../../charts/chartView";
import { type Evaluation, evaluator, hasStep, type JudgedLane } from "../../../charts/evaluation";
import type { LaneHistory } from "../../../history/types";
import type { Precision } from "../../../lora/certificates/constants";
import type { Certificate } from "../../../lora/certificates/types";
import { useFrame } from "../../hooks/useFrame";
import { useSession } from "../../hooks/useSession";

/** The row that says most of iterate t; for a statement on steps, the step from it, or the one into it at the end of the run. */
export function rowShown(certificate: Certificate, history: LaneHistory, t: number): number {
  const row = history.rowAt(Math.min(t, history.lastStep));
  if (certificate.kind === "run") return Math.max(row, Math.min(1, history.rows - 1));
  const isLast = certificate.kind === "step" && !hasStep(history, row);
  return isLast && row === history.rows - 1 ? row - 1 : row;
}

/** Null where nothing can be evaluated from the rows: audits, thinned rows, rows that are not finite. */
export function useEvaluation(certificate: Certificate, lane: JudgedLane, precision: Precision): Evaluation | null {
  const { moment } = useSession();
  const [row, setRow] = useState(-1);
  const evaluate = useMemo(() => {
    const isJudged = lane.theory.factored || certificate.applies(lane.theory) === null;
    return certificate.kind === "audit" || !isJudged ? null : evaluator(certificate, lane, precision);
  }, [certificate, lane, precision]);
  useFrame(() => setRow(rowShown(certificate, lane.history, moment().selected)), TEXT_INTERVAL);
  return evaluate?.(row) ?? null;
}
