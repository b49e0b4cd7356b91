/** B, A and BA at the iterate shown, with singular values and balance. */
import { useMemo, useRef } from "react";
import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import { HeatMaps } from "../../../charts/origin/HeatMaps";
import { merged } from "../../../lora/methods/factors";
import { leadingValues } from "../../../lora/origin/leadingValues";
import { matrix } from "../../../math/matrix";
import type { Observed, Snapshot } from "../../../store/runStore";
import type { BoardLane } from "../../board";
import { useFrame } from "../../hooks/useFrame";
import { useRun, useSession } from "../../hooks/useSession";
import { createDriftBound } from "./driftBound";

interface Props {
  readonly lane: BoardLane;
  readonly observed: Observed | null;
}

/** Milliseconds between two matrices asked for: each may take a replay. */
const INTERVAL = 200;
const text = (value: number) => flatText(numberText(value, 3));

/** The snapshot of a lane at the iterate shown, or the latest that came. */
function useSnapshot(lane: number): Snapshot | null {
  const { client, moment, run } = useSession();
  const asked = useRef("");
  useFrame(() => {
    const { selected, computed } = moment();
    const t = Math.min(selected, computed);
    const shown = run.getState().snapshot;
    const key = `${lane} ${t}`;
    if (asked.current === key && shown !== null) return;
    asked.current = key;
    client.snapshot(lane, t);
  }, INTERVAL);
  const snapshot = useRun((state) => state.snapshot);
  return snapshot?.lane === lane ? snapshot : null;
}

export function FactorsChart({ lane, observed }: Props) {
  const { chartView } = useSession();
  const snapshot = useSnapshot(lane.index);
  const bound = useMemo(() => createDriftBound(lane.history), [lane]);
  if (!snapshot) {
    return (
      <div className="chart">
        <span className="late m-auto text-mute">reading the matrices …</span>
      </div>
    );
  }
  const { B, A, t, asked } = snapshot;
  const factors = B && A ? { B, A } : null;
  // A chain has merged earlier links into W0: what its factors form is not all of W − W0.
  const isChain = factors !== null && !lane.facts.theory.factored;
  const change =
    factors && isChain ? merged(matrix(factors.B.rows, factors.A.columns), factors.B, factors.A) : snapshot.change;
  // Those of BA beyond its rank are 0 up to rounding.
  const sigma = leadingValues(change, factors).slice(0, B?.columns ?? change.rows);
  const values = sigma.every((s) => s === 0) && sigma.length > 0 ? "all 0" : Array.from(sigma, text).join(", ");
  const at = observed?.lanes[lane.index]?.findLast((one) => one.t <= t);
  const place = t === asked ? "" : " (nearest kept state)";
  const parts = [
    `t = ${stepText(t)}${place}: singular values of ${B ? "BA" : "W − W₀"} ${values || "not computed"}`,
    ...(isChain ? ["B and A are those of the present link"] : []),
    ...(at ? [balanceText(at, lane, bound(at.t))] : []),
  ];
  const words = `${parts.join(". ")}.`;
  const name = lane.name ? `, ${lane.name}` : "";
  return (
    <HeatMaps
      title={`${B ? "B, A and BA" : "W − W₀"}${name}`}
      note={words}
      B={B}
      A={A}
      change={change}
      view={chartView}
      words={words}
    />
  );
}

/** ‖D‖ at an observed iterate, and how far it has moved beside what it may have. */
function balanceText(
  { t, imbalance, drift }: Observed["lanes"][number][number],
  { facts }: BoardLane,
  bound: number,
): string {
  if (imbalance === null || drift === null) {
    return facts.factored ? "balance: the factors are one matrix" : "balance: there are no factors";
  }
  const size = `‖BᵀB − AAᵀ‖ = ${text(imbalance)} at t = ${stepText(t)}`;
  if (!facts.theory.factored) return `${size}; no bound: links begin new factors`;
  if (!facts.theory.plainDescent) return `${size}; no bound: the step is not along −∇J for both factors`;
  if (Number.isNaN(bound)) return `${size}; moved by ${text(drift)}, and not every step is kept to sum its bound`;
  return `${size}; moved by ${text(drift)}, at most Ση²‖∇J‖² = ${text(bound)}`;
}
