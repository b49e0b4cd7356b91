/** The stationary point V = 0: the whole plane of (b, a) for 1×1 problems, the way from the origin for larger ones. */
import { useEffect, useMemo } from "react";
import { emptyExtremes } from "../../charts/geometry/reading";
import { Landscape } from "../../charts/Landscape";
import { OriginChart } from "../../charts/OriginChart";
import { isOriginBoard, originCharts } from "../../permalink/runParameters";
import { type BoardLane, type BoardProps, laneInfo } from "../board";
import { useExperiment, useRun, useSession } from "../hooks/useSession";

/** Samples on a side of the plane: level lines are smooth at this. */
const GRID = 96;
/** Half the side of the plane if the paths need no more. */
const LEAST_EXTENT = 1.5;
/** Room around the paths. */
const MARGIN = 1.2;

type Props = BoardProps & { readonly run: NonNullable<BoardProps["run"]> };

function factoredOf(lanes: BoardProps["lanes"]) {
  const factored = lanes.filter(({ facts }) => facts.factored);
  return { factored, isPlane: factored.length > 0 && factored.every(({ facts: { m, n, r } }) => m * n * r === 1) };
}

export function OriginPanel({ lanes, run }: Props) {
  const { experiment } = useSession();
  const charts = useExperiment((state) => state.link.view.charts);
  const { factored, isPlane } = factoredOf(lanes);
  // The board has the picture itself, and its own way back.
  if (charts?.includes("landscape") ?? true) return null;
  return (
    <section aria-label="Stationary point V = 0">
      {factored.length === 0 ? (
        <>
          <h2 className="caption mb-2">Stationary point V = 0</h2>
          <p className="text-mute">{noFactors}</p>
        </>
      ) : (
        <>
          <div className="origin">
            <OriginPicture lanes={lanes} run={run} />
          </div>
          <p className="mt-2 text-[12px] text-mute">{isPlane ? planeCaption : originCaption}</p>
        </>
      )}
      {!isOriginBoard(charts) && (
        <button type="button" className="button mt-2" onClick={() => experiment.setView({ charts: originCharts })}>
          Explore the origin
        </button>
      )}
    </section>
  );
}

/** The plane of a 1×1 problem, the way from the origin of a larger one; why there is none without factors. */
export function OriginPicture({ lanes, run }: Props) {
  const session = useSession();
  const T = useExperiment((state) => state.link.T);
  const infos = useMemo(() => lanes.map(laneInfo), [lanes]);
  const { factored, isPlane } = factoredOf(lanes);
  if (factored.length === 0) return <p className="chart text-mute">{noFactors}</p>;
  return isPlane ? (
    <PlanePicture lanes={factored} run={run} />
  ) : (
    <OriginChart run={run} lanes={infos} view={session.chartView} T={T} />
  );
}

const noFactors = "Full-rank descent has no factors, so the stationary point at V = 0 does not exist for it.";
const planeCaption =
  "J over (b, a). Starts on the dashed line flow into the origin; every other start is pushed off it to the green minima.";
const originCaption =
  "V = 0 is stationary for every loss: near it the gradient is as small as the distance, so descent leaves slowly.";

function PlanePicture({
  lanes,
  run,
}: {
  readonly lanes: readonly BoardLane[];
  readonly run: NonNullable<BoardProps["run"]>;
}) {
  const { client, chartView } = useSession();
  const T = useExperiment((state) => state.link.T);
  const isLoading = useRun((state) => state.status === "loading");
  const landscape = useRun((state) => state.landscape);
  const infos = useMemo(() => lanes.map(laneInfo), [lanes]);
  const lane = lanes[0]?.index ?? 0;

  // Asked for with the first rows, and again where the finished paths turn out to leave the plane.
  const needed = isLoading ? LEAST_EXTENT : extentOf(lanes);
  const isMissing = landscape === null || landscape.lane !== lane || landscape.extent < needed;
  useEffect(() => {
    if (isMissing) client.landscape(lane, needed, GRID);
  }, [client, lane, needed, isMissing]);

  return <Landscape landscape={landscape} extent={needed} run={run} lanes={infos} view={chartView} T={T} />;
}

/** Half the side of a square around the origin that holds all paths, rounded up so that it seldom changes. */
function extentOf(lanes: readonly BoardLane[]): number {
  const sizes = lanes.flatMap(({ history }) =>
    (["plane_b", "plane_a"] as const).map((column) => {
      if (!history.columnIds.includes(column)) return 0;
      const { min, max } = history.extremes(column, 0, history.rows, emptyExtremes());
      return Math.max(Math.abs(min), Math.abs(max)) || 0;
    }),
  );
  const half = Math.max(LEAST_EXTENT, MARGIN * Math.max(0, ...sizes));
  return Math.ceil(2 * half) / 2;
}
