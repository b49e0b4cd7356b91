import { useCallback, useMemo } from "react";
import type { RunHistory } from "../history/types";
import type { ChartView } from "./chartView";
import { originEquation } from "./equations";
import { readAt } from "./geometry/crosshair";
import { flatText, numberText, stepText } from "./geometry/numberText";
import type { Reading } from "./geometry/reading";
import { PlaneChart } from "./PlaneChart";
import { laneColour, laneDash } from "./palette";
import type { PlaneLane, PlaneLayout } from "./planeModel";
import type { LaneInfo } from "./runCharts";

export interface OriginChartProps {
  readonly run: RunHistory;
  readonly lanes: readonly LaneInfo[];
  readonly view: ChartView;
  readonly T: number;
}

const distance: Reading = { column: "v_norm_sq", map: Math.sqrt };
const gradient: Reading = { column: "grad_norm_sq", map: Math.sqrt };

/** Lanes that have a V, as paths in a plane. */
export function planeLanes(run: RunHistory, lanes: readonly LaneInfo[]): readonly PlaneLane[] {
  return lanes.flatMap((info, index) => {
    if (!info.factored || info.isHidden) return [];
    const isAlone = lanes.length === 1;
    return [
      {
        id: String(index),
        label: isAlone ? null : info.label,
        name: isAlone ? "" : info.label,
        colour: info.isMuted ? "lane-raw" : laneColour(index),
        dash: isAlone ? [] : laneDash(index),
        get history() {
          // the run has one history for each lane
          return run.lanes[index]!;
        },
      },
    ];
  });
}

const text = (value: number | undefined) => (value === undefined ? "–" : flatText(numberText(value, 3)));

function overlay({ plotWidth, plotHeight, magnification }: PlaneLayout) {
  return (
    <>
      <text className="chart-side" x={7 * magnification} y={plotHeight - 9 * magnification}>
        ← V = 0
      </text>
      <text className="chart-axis-name" x={plotWidth + 15 * magnification} y={plotHeight + 16 * magnification}>
        ‖V‖
      </text>
      <text className="chart-axis-name" x={7 * magnification} y={12 * magnification}>
        ‖∇J‖
      </text>
    </>
  );
}

/** The way to and from the stationary point V = 0: distance ‖V_t‖ against ‖∇J‖, both in decades, the origin to the left. */
export function OriginChart({ run, lanes, view, T }: OriginChartProps) {
  const paths = useMemo(() => planeLanes(run, lanes), [run, lanes]);
  const readout = useCallback(
    (t: number) => {
      const values = paths.map(({ name, history }) => {
        const V = text(readAt(history, distance, t)?.value);
        const G = text(readAt(history, gradient, t)?.value);
        return `${name ? `${name}: ` : ""}‖V‖ = ${V}  ‖∇J‖ = ${G}`;
      });
      return [`t = ${stepText(t)}`, ...values.slice(0, 6)].join("\n");
    },
    [paths],
  );
  return (
    <PlaneChart
      title="Way from the origin"
      equation={originEquation}
      corner={{ label: "log – log" }}
      lanes={paths}
      x={distance}
      y={gradient}
      view={view}
      T={T}
      runKey={run}
      overlay={overlay}
      readout={readout}
      names={["‖V‖", "‖∇J‖"]}
      about="Distance to the stationary point V = 0 and size of the gradient."
    />
  );
}
