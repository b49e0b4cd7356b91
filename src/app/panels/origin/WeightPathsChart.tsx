/** The ways of W from the same W0, of LoRA and of full-rank descent, in a plane of singular directions. */
import { useMemo, useState } from "react";
import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import { type ObservedLane, subscript } from "../../../charts/origin/directionSeries";
import { PathChart } from "../../../charts/origin/PathChart";
import { LEADING } from "../../../lora/origin/leadingValues";
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
  const note = endNote(lanes, observed, lane);
  const way = visits.map((all, k) =>
    all.length === 0
      ? ""
      : `${shown[k]!.name || "The path"} comes near ${all.map(({ triplets, t }) => `{${triplets.join(", ")}} at t = ${stepText(t)}`).join(", ")}.`,
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
      words={`W − W0 along singular directions of ${frame.of === "target" ? "W* − W0" : "−∇ℓ(W0)"}. ${note} ${way.join(" ")}`}
      readout={readout}
    />
  );
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** Where the lane is at last, and how far from full-rank descent. */
function endNote(lanes: readonly BoardLane[], observed: Observed, { index, facts, history }: BoardLane): string {
  const last = observed.lanes[index]!.at(-1);
  if (!last) return "";
  const gap = (of: BoardLane, t: number) => text(of.history.value("loss", of.history.rowAt(t)) - of.facts.infimum);
  const best =
    facts.rankOptimum === null
      ? ""
      : ` (best of rank ${facts.r}: ${text(Math.max(0, facts.rankOptimum - facts.infimum))})`;
  const own = `At t = ${stepText(last.t)} ${history.rows > 0 ? `J − L* = ${gap(lanes.find((one) => one.index === index)!, last.t)}${facts.factored ? best : ""}` : ""}`;
  const partner = lanes.find((one) => one.index === observed.frames[index]!.comparedWith);
  if (!partner || last.apart === null) return `${own}.`;
  return `${own}, full-rank ${gap(partner, last.t)}; ‖W − W′‖ = ${text(last.apart)}.`;
}
