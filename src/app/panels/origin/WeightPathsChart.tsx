/** The ways of W from the same W0, of LoRA and of full-rank descent, in a plane of singular directions. */
import { useMemo, useState } from "react";
import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import { type ObservedLane, subscript } from "../../../charts/origin/directionSeries";
import { PathChart } from "../../../charts/origin/PathChart";
import { LEADING } from "../../../lora/origin/leadingValues";
import type { Visit } from "../../../lora/origin/subsums";
import type { Observed } from "../../../store/runStore";
import type { BoardLane } from "../../board";
import { useExperiment, useSession } from "../../hooks/useSession";
import { landmarksOf, offPlane, pairsOf, visitsIn, weightPath } from "./weightPaths";

interface Props {
  readonly lanes: readonly BoardLane[];
  readonly observedLanes: readonly ObservedLane[];
  readonly observed: Observed;
  /** whose directions and rank give the plane */
  readonly lane: BoardLane;
}

const text = (value: number) => flatText(numberText(value, 3));

export function WeightPathsChart({ lanes, observedLanes, observed, lane }: Props) {
  const { chartView } = useSession();
  const T = useExperiment((state) => state.link.T);
  const [turn, setTurn] = useState(0);
  const frame = observed.frames[lane.index]!;
  const pairs = useMemo(() => pairsOf(frame, lane.facts.r, LEADING), [frame, lane]);
  const pair = pairs[turn % pairs.length]!;
  /** lanes on the same problem: their directions are the same */
  const shown = useMemo(
    () => observedLanes.filter(({ index }) => isSame(observed.frames[index]!.sigma, frame.sigma)),
    [observedLanes, observed.frames, frame],
  );
  const paths = useMemo(
    () => shown.map((one) => weightPath(one, observed.lanes[one.index]!, pair)),
    [shown, observed, pair],
  );
  const visits = useMemo(
    () => shown.map(({ index }) => visitsIn(observed.lanes[index]!, frame)),
    [shown, observed, frame],
  );
  const hasSaddles = observed.lanes[lane.index]!.some(({ nearest }) => nearest !== null);
  const landmarks = useMemo(
    () => landmarksOf(frame, pair, visits.flat(), hasSaddles),
    [frame, pair, visits, hasSaddles],
  );

  function readout(t: number): string {
    const lines = shown.map(({ index, name }) => {
      const at = observed.lanes[index]!.findLast((one) => one.t <= t);
      if (!at) return "–";
      const [i, j] = pair;
      const second = j === null ? "" : `, c${subscript(j + 1)} = ${text(at.coordinates[j]!)}`;
      const where = `c${subscript(i + 1)} = ${text(at.coordinates[i]!)}${second}, off the plane ${text(offPlane(at, pair))}`;
      const apart = at.apart === null ? "" : `, ‖W − W′‖ = ${text(at.apart)}`;
      return `${name ? `${name}: ` : ""}${where}${apart}`;
    });
    return [`t = ${stepText(t)}`, ...lines].join("\n");
  }

  const [i, j] = pair;
  // The first point is where it started, the last one where it is.
  const passed = visits[shown.findIndex(({ index }) => index === lane.index)]?.slice(1, -1) ?? [];
  const note = [
    endNote(lanes, observed, lane),
    ...(passed.length > 0 ? [`Passed saddles ${visitText(passed)}.`] : []),
  ].join(" ");
  const ways = visits.flatMap((all, k) =>
    all.length > 0 ? [`${shown[k]!.name || "The path"} comes near ${visitText(all)}.`] : [],
  );
  return (
    <PathChart
      title="Ways of W"
      corner={{
        label: j === null ? "direction 1" : `directions ${i + 1}, ${j + 1}`,
        ...(pairs.length > 1 ? { action: "show another plane", onClick: () => setTurn(turn + 1) } : {}),
      }}
      note={note}
      paths={paths}
      landmarks={landmarks}
      kind="linear"
      xName={`c${subscript(i + 1)}`}
      yName={j === null ? "rest" : `c${subscript(j + 1)}`}
      view={chartView}
      T={T}
      words={`W − W0 along singular directions of ${frame.of === "target" ? "W* − W0" : "−∇ℓ(W0)"}. ${note} ${ways.join(" ")}`}
      readout={readout}
    />
  );
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** Where the lane is at last, and how far from full-rank descent. */
function endNote(lanes: readonly BoardLane[], observed: Observed, lane: BoardLane): string {
  const last = observed.lanes[lane.index]!.at(-1);
  if (!last) return "";
  const gapAt = ({ history, facts: { infimum } }: BoardLane) =>
    text(history.value("loss", history.rowAt(last.t)) - infimum);
  const { rankOptimum, infimum, r, theory } = lane.facts;
  const best =
    theory.factored && rankOptimum !== null
      ? ` (best of rank ${r}: ${text(aboveRoundOff(rankOptimum - infimum, theory.J0))})`
      : "";
  const own = `At t = ${stepText(last.t)} J − L* = ${gapAt(lane)}${best}`;
  const partner = lanes.find((one) => one.index === observed.frames[lane.index]!.comparedWith);
  if (!partner || last.apart === null) return `${own}.`;
  return `${own}, full-rank ${gapAt(partner)}; ‖W − W′‖ = ${text(last.apart)}.`;
}

/** A gap below the round-off of the first loss is zero. */
function aboveRoundOff(gap: number, J0: number): number {
  return gap < Number.EPSILON * Math.abs(J0) ? 0 : gap;
}

/** The saddles that a path came near to on its way. */
function visitText(visits: readonly Visit[]): string {
  return visits.map(({ triplets, t }) => `{${triplets.join(", ")}} at t = ${stepText(t)}`).join(", ");
}
