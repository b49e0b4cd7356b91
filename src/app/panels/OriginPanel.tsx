/** The stationary point V = 0: a plane through it where there is one, the way from the origin otherwise. */
import { lazy, Suspense, useMemo } from "react";
import { lossOf } from "../../lora/families";
import { isOriginBoard, originCharts } from "../../permalink/runParameters";
import type { BoardLane, BoardProps } from "../board";
import { liveLanes } from "../drawnLanes";
import { useExperiment, useLanes, useSession } from "../hooks/useSession";

const OriginChart = lazy(async () => ({ default: (await import("../../charts/OriginChart")).OriginChart }));
const PlanePanel = lazy(async () => ({ default: (await import("./plane/PlanePanel")).PlanePanel }));

type Props = BoardProps & { readonly run: NonNullable<BoardProps["run"]> };

export function OriginPanel({ lanes, run }: Props) {
  const { experiment } = useSession();
  const charts = useExperiment((state) => state.link.view.charts);
  const hasFactors = lanes.some(({ facts }) => facts.factored);
  // The board has the picture itself, and its own way back.
  if (charts?.includes("landscape") ?? true) return null;
  return (
    <section aria-label="Stationary point V = 0" data-chart="origin">
      {hasFactors ? (
        <OriginPicture lanes={lanes} run={run} />
      ) : (
        <>
          <h2 className="caption mb-2">Stationary point V = 0</h2>
          <p className="text-mute">{noFactors}</p>
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

/** The plane of the lanes that keep W0 and train two factors; the way from the origin of others; why there is none without factors. */
export function OriginPicture({ lanes, run }: Props) {
  const session = useSession();
  const T = useExperiment((state) => state.link.T);
  const beside = useLanes((state) => state);
  const infos = useMemo(() => liveLanes(lanes, beside), [lanes, beside]);
  const inPlane = useMemo(() => lanes.filter(hasPlane), [lanes]);
  if (!lanes.some(({ facts }) => facts.factored)) return <p className="chart text-mute">{noFactors}</p>;
  if (inPlane.length > 0) {
    return (
      <Suspense fallback={<div className="origin chart" />}>
        <PlanePanel run={run} lanes={inPlane} />
      </Suspense>
    );
  }
  return (
    <>
      <div className="origin">
        <Suspense fallback={null}>
          <OriginChart run={run} lanes={infos} view={session.chartView} T={T} />
        </Suspense>
      </div>
      <p className="mt-2 text-[12px] text-mute">{originCaption}</p>
    </>
  );
}

/** Entries of V, of W and of the data up to which J over a plane is computed in a time that one waits for. */
const MOST_ENTRIES = 2 ** 16;

function hasPlane({ config, facts: { theory, m, n, r } }: BoardLane): boolean {
  const { asset, dataEntries } = lossOf(config.loss);
  // A data file holds a thousand samples: each of the plane's points would take as long as a step.
  const data = asset ? Number.POSITIVE_INFINITY : (dataEntries?.({ ...config, m, n }) ?? 0);
  return theory.factored && Math.max((m + n) * r, m * n, data) <= MOST_ENTRIES;
}

const noFactors = "Full-rank descent has no factors, so the stationary point at V = 0 does not exist for it.";
const originCaption =
  "V = 0 is stationary for every loss: near it the gradient is as small as the distance, so descent leaves slowly.";
