import { useMemo } from "react";
import type { RunHistory } from "../history/types";
import type { ChartView } from "./chartView";
import { planeEquation } from "./equations";
import { heightAt, type LandscapeGrid, levelSets, levelsOf, minimaProducts, productCurve } from "./geometry/contours";
import { readAt } from "./geometry/crosshair";
import { flatText, numberText, stepText } from "./geometry/numberText";
import type { Reading } from "./geometry/reading";
import { createLandscapeDrawing } from "./landscapeDrawing";
import { planeLanes } from "./OriginChart";
import { PlaneChart } from "./PlaneChart";
import type { PlaneLayout } from "./planeModel";
import type { LaneInfo } from "./runCharts";

/** J over the plane of (b, a) of a 1×1 problem. */
export interface LandscapeData extends LandscapeGrid {
  /** b = sign · a flows into V = 0; 0 if there is no such line */
  readonly stableSign: -1 | 0 | 1;
}

export interface LandscapeProps {
  /** null while it is computed: paths are drawn on a blank plane */
  readonly landscape: LandscapeData | null;
  /** half the side of the plane while `landscape` is not there */
  readonly extent: number;
  readonly run: RunHistory;
  readonly lanes: readonly LaneInfo[];
  readonly view: ChartView;
  readonly T: number;
  readonly title?: string;
}

const TONES = 13;
const b: Reading = { column: "plane_b" };
const a: Reading = { column: "plane_a" };
const text = (value: number | undefined) => (value === undefined ? "–" : flatText(numberText(value, 3)));

function overlay({ x, y, plotWidth, plotHeight }: PlaneLayout) {
  return (
    <>
      <rect className="chart-frame" width={plotWidth} height={plotHeight} rx={3} />
      <text className="chart-origin" x={x.position(0) + 9} y={y.position(0) - 8}>
        V = 0
      </text>
      <text className="chart-axis-name" x={plotWidth + 7} y={plotHeight + 15}>
        b
      </text>
      <text className="chart-axis-name" x={-9} y={6} textAnchor="end">
        a
      </text>
    </>
  );
}

/** Level lines of J, its minima, the line that flows into V = 0, and the iterates of every lane. */
export function Landscape({
  landscape,
  extent,
  run,
  lanes,
  view,
  T,
  title = "Stationary point V = 0",
}: LandscapeProps) {
  const paths = useMemo(() => planeLanes(run, lanes), [run, lanes]);
  const background = useMemo(() => {
    if (!landscape) return undefined;
    return createLandscapeDrawing({
      extent: landscape.extent,
      levels: levelSets(landscape, levelsOf(landscape, TONES)),
      tones: TONES,
      minima: minimaProducts(landscape).flatMap((p) => productCurve(p, landscape.extent)),
      stableSign: landscape.stableSign,
    });
  }, [landscape]);

  function readout(t: number): string {
    const values = paths.map(({ name, history }) => {
      const at = { b: readAt(history, b, t)?.value, a: readAt(history, a, t)?.value };
      const J = landscape && at.b !== undefined && at.a !== undefined ? heightAt(landscape, at.b, at.a) : undefined;
      return `${name ? `${name}: ` : ""}b = ${text(at.b)}, a = ${text(at.a)}${J === undefined ? "" : `, J ≈ ${flatText(numberText(J, 3))}`}`;
    });
    return [`t = ${stepText(t)}`, ...values.slice(0, 6)].join("\n");
  }

  return (
    <PlaneChart
      title={title}
      isSquare
      equation={planeEquation}
      lanes={paths}
      x={b}
      y={a}
      window={landscape?.extent ?? extent}
      view={view}
      T={T}
      runKey={run}
      background={background}
      overlay={overlay}
      readout={readout}
      words={(t) =>
        `Loss over the plane of b and a, with the origin V = 0 and the curve of minima. ${readout(t)}${
          landscape?.stableSign ? `. The line b = ${landscape.stableSign < 0 ? "−" : ""}a flows into the origin.` : ""
        }`
      }
    />
  );
}
