/** Which singular directions were learned, and in which order. */
import { useMemo } from "react";
import { stepText } from "../../../charts/geometry/numberText";
import { LineChart } from "../../../charts/LineChart";
import { directionSeries, type ObservedLane, subscript } from "../../../charts/origin/directionSeries";
import type { RunHistory } from "../../../history/types";
import { LEADING } from "../../../lora/origin/leadingValues";
import type { Observed } from "../../../store/runStore";
import type { BoardLane } from "../../board";
import { useExperiment, useSession } from "../../hooks/useSession";
import { learnedAt } from "./weightPaths";

interface Props {
  readonly run: RunHistory;
  readonly lane: BoardLane;
  readonly observedLanes: readonly ObservedLane[];
  readonly observed: Observed;
}

/** Lines of one lane: more could not be told apart. */
const MOST = 6;

export function DirectionsChart({ run, lane, observedLanes, observed }: Props) {
  const { chartView, commands, seek } = useSession();
  const T = useExperiment((state) => state.link.T);
  const { x, y } = useExperiment((state) => state.link.view);
  const frame = observed.frames[lane.index]!;
  const rank = lane.facts.theory.factored ? lane.facts.r : LEADING;
  const count = Math.min(MOST, rank, frame.sigma.length);
  const series = useMemo(() => {
    const shown = observedLanes.filter(({ index }) => index === lane.index || index === frame.comparedWith);
    return directionSeries(shown, count, frame.of === "target" ? frame.sigma : []);
  }, [observedLanes, lane.index, frame, count]);
  return (
    <LineChart
      title="Directions learned"
      equation="σᵢ(W − W₀)"
      corner={{ label: `${x} – ${y}`, action: "change the axes", onClick: commands.toggleY }}
      note={learnedNote(observed, lane)}
      series={series}
      view={chartView}
      T={T}
      x={x}
      y={y}
      runKey={run}
      onSeek={seek}
    />
  );
}

/** When each direction was half learned. */
function learnedNote(observed: Observed, { index, facts }: BoardLane): string {
  const frame = observed.frames[index]!;
  if (frame.of === null) return "W is too large to decompose.";
  if (frame.of === "gradient") return "No minimizer W* is known in closed form, so there are no levels to reach.";
  const rows = observed.lanes[index]!;
  if (rows.at(-1)?.sigma.length === 0) return "W − W₀ is too large to decompose at every state.";
  const all = Array.from(frame.sigma.slice(0, LEADING), (_, i) => ({ i, t: learnedAt(rows, frame, i) }));
  const learned = all.filter(({ t }) => t !== null).sort((a, b) => a.t! - b.t!);
  if (learned.length === 0) return "Dashed: singular values of W* − W₀. None is half learned yet.";
  const order = learned.map(({ i, t }) => `σ${subscript(i + 1)} ${stepText(t!)}`).join(", ");
  const target = frame.sigma.filter((s) => s > 0).length;
  const beyond =
    facts.theory.factored && facts.r < target
      ? `; out of reach of rank ${facts.r}: from σ${subscript(facts.r + 1)}`
      : "";
  return `Half learned by t: ${order}${beyond}.`;
}
