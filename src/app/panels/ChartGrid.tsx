/** The charts of the run, and what stands in their place while there is nothing to draw. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { type BoundLane, boundSeries } from "../../charts/bounds";
import type { floorSeries } from "../../charts/floor";
import { RunChart } from "../../charts/RunChart";
import type { RunChartId } from "../../charts/runCharts";
import type { Series } from "../../charts/series";
import { boundNames, originCharts } from "../../permalink/runParameters";
import type { BoardLane, BoardProps } from "../board";
import { type DrawnOptions, drawnLanes } from "../drawnLanes";
import { useGlossary } from "../hooks/useGlossary";
import { useExperiment, useLanes, useRun, useSession } from "../hooks/useSession";
import { Part } from "./Part";

const always: readonly RunChartId[] = ["loss", "gradient", "step", "norm"];

const OriginBoard = lazy(async () => ({ default: (await import("./origin/OriginBoard")).OriginBoard }));

interface Props extends BoardProps {
  readonly pinNames: readonly string[];
  /** the lane whose bounds are drawn */
  readonly lane: BoardLane | undefined;
  /** the certificate that is open in the ledger: its bound is drawn in any case */
  readonly certificate: string | null;
  /** the charts to show; null: those of the link */
  readonly only?: readonly string[] | null;
}

export function ChartGrid({ lanes, run, pinNames, lane, certificate, only = null }: Props) {
  const session = useSession();
  const { explain } = useGlossary();
  const explainChart = useCallback((id: RunChartId, button: HTMLElement) => explain(`chart/${id}`, button), [explain]);
  const { x, y, charts, bounds } = useExperiment((state) => state.link.view);
  const T = useExperiment((state) => state.link.T);
  const floorOf = useFloor();
  const precision = useRun((state) => state.precision);
  const hasFailed = useRun((state) => state.status === "failed");
  const isStopped = useRun((state) => state.status === "paused" && state.experiment === null);
  const beside = useLanes((state) => state);
  const bandsOf = useBands(beside.isBanded);
  const infos = useMemo(() => {
    const isEnded = (index: number) => session.run.getState().diverged.some((end) => end.lane === index);
    return drawnLanes({ lanes, view: beside, pinNames, isEnded, bandsOf });
  }, [lanes, beside, pinNames, session, bandsOf]);
  const drawn = useMemo(
    () => boundsOf(lane, floorOf, precision, bounds ?? boundNames, certificate),
    [lane, floorOf, precision, bounds, certificate],
  );
  const judge = useCallback(
    (id: string) => session.run.getState().ledgers[lane?.index ?? 0]?.find((entry) => entry.id === id),
    [session, lane?.index],
  );
  const hasAccuracy = lanes.some(({ config }) => config.loss === "digits");
  const shownIds = only ?? charts;
  const ids = (hasAccuracy ? [...always, "accuracy" as const] : always).filter((id) => shownIds?.includes(id) ?? true);
  const originIds = originCharts.filter((id) => shownIds?.includes(id) ?? true);

  if (hasFailed && lanes.length === 0) return <Failed />;
  if (!run || lanes.length === 0) {
    return (
      <div className="charts" aria-busy="true">
        {ids.map((id) => (
          <div key={id} className="chart">
            <span className="late m-auto text-mute">
              {isStopped ? "stopped: play starts the run" : "preparing the run …"}
            </span>
          </div>
        ))}
      </div>
    );
  }
  return (
    <div className="charts" data-count={ids.length} data-board={originIds.length > 0 ? "origin" : "usual"}>
      {ids.map((id) => (
        <div key={id} className="chart-place" data-chart={id}>
          <Part name="This chart">
            <RunChart
              id={id}
              run={run}
              lanes={infos}
              bounds={drawn[id] ?? noBounds}
              view={session.chartView}
              T={T}
              x={x}
              y={y}
              onAxesClick={session.commands.toggleY}
              onExplain={explainChart}
              onSeek={session.seek}
              judge={judge}
            />
          </Part>
        </div>
      ))}
      {originIds.length > 0 && lane && (
        <Part name="The board of the origin">
          <Suspense fallback={<span className="late m-auto text-mute">loading the pictures …</span>}>
            <OriginBoard ids={originIds} lanes={lanes} run={run} lane={lane} />
          </Suspense>
        </Part>
      )}
    </div>
  );
}

const noBounds: readonly Series[] = [];

/** What gathers lanes into bands, fetched when it is wanted first; null before, and where it is not wanted. */
function useBands(isWanted: boolean): DrawnOptions["bandsOf"] {
  const [bands, setBands] = useState<Pick<DrawnOptions, "bandsOf"> | null>(null);
  useEffect(() => {
    if (isWanted && !bands) import("../laneBands").then(setBands);
  }, [isWanted, bands]);
  return isWanted && bands ? bands.bandsOf : null;
}

type FloorOf = typeof floorSeries;
const noFloor: FloorOf = () => [];

/** The rounding floor of a chart; none before it is fetched. */
function useFloor(): FloorOf {
  const [floorOf, setFloor] = useState(() => noFloor);
  useEffect(() => {
    import("../../charts/floor").then((floor) => setFloor(() => floor.floorSeries));
  }, []);
  return floorOf;
}

/** The bounds of each chart, and the floor that rounding sets. */
function boundsOf(
  lane: BoardLane | undefined,
  floorOf: FloorOf,
  precision: Parameters<FloorOf>[2],
  shown: readonly string[],
  selected: string | null,
): Partial<Record<RunChartId, readonly Series[]>> {
  if (!lane) return {};
  const of: BoundLane = {
    index: lane.index,
    theory: lane.facts.theory,
    get history() {
      return lane.history;
    },
  };
  return Object.fromEntries(
    always.map((chart) => [chart, [...boundSeries(chart, of, shown, selected), ...floorOf(chart, of, precision)]]),
  );
}

function Failed() {
  const { commands, experiment } = useSession();
  const failure = useRun((state) => state.failure);
  const engine = useExperiment((state) => state.link.engine);
  return (
    <div className="grid place-items-center p-6">
      <div className="grid max-w-md gap-3 rounded-xl border border-edge bg-card p-6">
        <h2 className="text-[15px] font-semibold">This run could not be computed</h2>
        <p>{failure ? `${failure.message.replace(/\.$/, "")}.` : "The reason is not known."}</p>
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button" onClick={commands.restart}>
            Try again
          </button>
          {engine !== "float64" && (
            <button type="button" className="button" onClick={() => experiment.setEngine("float64")}>
              Compute on the CPU
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
