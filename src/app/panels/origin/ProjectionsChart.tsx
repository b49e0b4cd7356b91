/** V_t on the stable, unstable and neutral directions at V = 0. */
import { useMemo } from "react";
import { LineChart } from "../../../charts/LineChart";
import type { ObservedLane } from "../../../charts/origin/directionSeries";
import { projectionSeries } from "../../../charts/origin/projectionSeries";
import type { RunHistory } from "../../../history/types";
import type { Observed } from "../../../store/runStore";
import type { BoardLane } from "../../board";
import { useExperiment, useSession } from "../../hooks/useSession";
import { predictedEscape } from "./escape";

interface Props {
  readonly run: RunHistory;
  readonly lane: BoardLane;
  readonly observedLanes: readonly ObservedLane[];
  readonly observed: Observed;
  readonly sigma: Float64Array;
}

const STILL = "V₀ = 0 has no part in any direction: whatever the loss, nothing moves.";
const FAR = "V₀ is not near 0, so that no growth is predicted.";
const NOT_PLAIN = "No growth is predicted: the step is not along −∇J for both factors.";
const NEAR = "Dashed: σ₁’s unstable direction growing by 1 + η₀σ₁ a step. Grey: single directions.";

export function ProjectionsChart({ run, lane, observedLanes, observed, sigma }: Props) {
  const { chartView, commands, seek } = useSession();
  const T = useExperiment((state) => state.link.T);
  const { x, y } = useExperiment((state) => state.link.view);
  const one = observedLanes.find(({ index }) => index === lane.index);
  const start = observed.lanes[lane.index]?.[0];
  const seed = start?.projection?.growing[0] ?? Number.NaN;
  const isPlain = lane.facts.theory.plainDescent;
  const until =
    start && isPlain ? predictedEscape({ sigma1: sigma[0] ?? 0, L: lane.facts.L }, lane.history, start) : null;
  const eta = lane.history.rows > 0 ? lane.history.value("step_size", 0) : Number.NaN;
  const isStill = start?.projection?.unstable === 0 && start.projection.stable === 0;
  const series = useMemo(() => {
    const factor = 1 + eta * (sigma[0] ?? 0);
    const growth = until === null ? null : (t: number) => (t <= until ? seed * factor ** t : Number.NaN);
    return one ? projectionSeries(one, sigma.length, growth) : [];
  }, [one, sigma, seed, until, eta]);
  return (
    <LineChart
      title="V on the directions at 0"
      corner={{ label: `${x} – ${y}`, action: "change the axes", onClick: commands.toggleY }}
      note={isStill ? STILL : !isPlain ? NOT_PLAIN : until === null ? FAR : NEAR}
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
