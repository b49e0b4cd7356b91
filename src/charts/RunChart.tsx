import { memo, type ReactNode, useMemo } from "react";
import type { RunHistory } from "../history/types";
import type { ChartView } from "./chartView";
import { gradientEquation, lossEquation, normEquation, stepEquation } from "./equations";
import type { ScaleKind } from "./geometry/scale";
import { LineChart, type LineChartProps } from "./LineChart";
import { type LaneInfo, type RunChartId, runSeries } from "./runCharts";
import type { Series } from "./series";

export interface RunChartProps {
  readonly id: RunChartId;
  readonly run: RunHistory;
  /** one for each lane of the run; keep the array's identity within a run */
  readonly lanes: readonly LaneInfo[];
  readonly view: ChartView;
  readonly T: number;
  readonly x: "log" | "linear";
  /** accuracy is always linear */
  readonly y: ScaleKind;
  /** bounds: behind the chart's own lines, the selected one before them */
  readonly bounds?: readonly Series[];
  /** makes the "log – log" note a button */
  readonly onAxesClick?: () => void;
  /** asks what the symbols of the chart's title mean; the answer stands beside the button */
  readonly onExplain?: (id: RunChartId, button: HTMLElement) => void;
  readonly onSeek?: (t: number) => void;
  readonly wheel?: boolean;
  readonly judge?: LineChartProps["judge"];
}

interface Definition {
  readonly title: string;
  readonly equation: ReactNode;
  readonly includes?: readonly number[];
}

const definitions: Readonly<Record<RunChartId, Definition>> = {
  loss: { title: "Loss", equation: lossEquation },
  gradient: { title: "Gradient norm", equation: gradientEquation },
  step: { title: "Step size", equation: stepEquation },
  norm: { title: "Adapter norm", equation: normEquation },
  accuracy: { title: "Accuracy", equation: "on test digits", includes: [0, 1] },
};

const none: readonly Series[] = [];

function noteOf(id: RunChartId, lanes: readonly LaneInfo[]): string | null {
  if (id === "norm" && lanes.every(({ factored }) => !factored)) return "Full-rank descent has no adapter.";
  const loose = lanes.find(({ isInfimumTight = true }) => !isInfimumTight);
  if (id !== "loss" || !loose) return null;
  return `L* is a lower bound${loose.infimumSource ? `: ${loose.infimumSource}` : ""}.`;
}

/** One of the line charts of a run; renders only if what it is given differs. */
export const RunChart = memo(function RunChart({
  id,
  run,
  lanes,
  bounds = none,
  onAxesClick,
  onExplain,
  ...chart
}: RunChartProps) {
  const series = useMemo(() => {
    // A selected bound may run along its line: it stands before it.
    const isSelected = ({ gapTo }: Series) => gapTo !== undefined;
    const others = bounds.filter((bound) => !isSelected(bound));
    return [...others, ...runSeries(id, { run, lanes }), ...bounds.filter(isSelected)];
  }, [id, run, lanes, bounds]);
  const { title, equation, includes } = definitions[id];
  const y = id === "accuracy" ? "linear" : chart.y;
  const corner = {
    label: `${chart.x} – ${y}`,
    ...(onAxesClick ? { action: "change the axes", onClick: onAxesClick } : {}),
  };
  return (
    <LineChart
      {...chart}
      title={title}
      equation={equation}
      onExplain={onExplain && ((button) => onExplain(id, button))}
      corner={corner}
      note={noteOf(id, lanes)}
      series={series}
      y={y}
      runKey={run}
      {...(includes ? { includes } : {})}
    />
  );
});
