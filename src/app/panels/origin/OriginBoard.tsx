/** The board of the stationary point V = 0: its landscape, its spectrum, and the ways of V and W around it. */
import "../../../charts/origin/origin.css";
import type { OriginChart } from "../../../permalink/runParameters";
import type { BoardLane, BoardProps } from "../../board";
import { OriginPicture } from "../OriginPanel";
import { BoardBar } from "./BoardBar";
import { DirectionsChart } from "./DirectionsChart";
import { FactorsChart } from "./FactorsChart";
import { PositionChart, usePositions } from "./PositionCharts";
import { ProjectionsChart } from "./ProjectionsChart";
import { SpectrumChart } from "./SpectrumChart";
import { useObserved, useObservedLanes } from "./useObserved";
import { WeightPathsChart } from "./WeightPathsChart";

interface Props {
  readonly ids: readonly OriginChart[];
  readonly lanes: BoardProps["lanes"];
  readonly run: NonNullable<BoardProps["run"]>;
  readonly lane: BoardLane;
}

export function OriginBoard({ ids, lanes, run, lane }: Props) {
  const observed = useObserved();
  const observedLanes = useObservedLanes(lanes);
  const positions = usePositions(lanes);

  function saddleChart(id: "spectrum" | "projections") {
    if (!observed) return <Empty>observing …</Empty>;
    const sigma = observed.frames[lane.index]?.saddleSigma;
    if (!sigma) return <Empty>{noSaddle(lane)}</Empty>;
    if (id === "spectrum") return <SpectrumChart {...{ lane, observed, sigma }} />;
    return <ProjectionsChart {...{ run, lane, observedLanes, observed, sigma }} />;
  }

  function chart(id: OriginChart) {
    switch (id) {
      case "landscape":
        return <OriginPicture lanes={lanes} run={run} />;
      case "spectrum":
      case "projections":
        return saddleChart(id);
      case "position":
      case "progress":
        return positions.length > 0 ? (
          <PositionChart id={id} positions={positions} />
        ) : (
          <Empty>Full-rank descent has no V whose position could matter.</Empty>
        );
      case "paths":
        return observed ? (
          <WeightPathsChart {...{ lanes, observedLanes, observed, lane }} />
        ) : (
          <Empty>observing …</Empty>
        );
      case "directions":
        return observed ? <DirectionsChart {...{ run, lane, observedLanes, observed }} /> : <Empty>observing …</Empty>;
      case "factors":
        return <FactorsChart lane={lane} observed={observed} />;
      default:
        return id satisfies never;
    }
  }

  return (
    <>
      <BoardBar lanes={lanes} />
      {ids.map((id) => (
        <div key={id} className="origin-cell" data-chart={id}>
          {chart(id)}
        </div>
      ))}
    </>
  );
}

/** Why the lane has no spectrum at V = 0. */
function noSaddle({ facts: { factored, theory } }: BoardLane): string {
  if (!factored) return "Full-rank descent has no factors: V = 0 does not exist for it.";
  if (!theory.factored)
    return "The frozen weights move, or one matrix stands for both factors: there is no V = [B; Aᵀ] to project.";
  return "W is too large to decompose here: squares up to 128×128 are.";
}

function Empty({ children }: { readonly children: string }) {
  return (
    <div className="chart">
      <span className="m-auto text-mute">{children}</span>
    </div>
  );
}
