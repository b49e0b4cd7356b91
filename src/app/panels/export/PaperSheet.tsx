/**
 * The picture as it will be printed: the page's own charts once more, on a sheet of paper's width in the light palette, each with
 * its title, and below them what was run and the link. What is saved is read off this sheet.
 */
import { type CSSProperties, type Ref, useEffect, useMemo } from "react";
import { type ChartView, createChartView } from "../../../charts/chartView";
import type { RunHistory } from "../../../history/types";
import type { BoardLane } from "../../board";
import { lanesOfLink } from "../../controls/useParameter";
import { SessionContext, useExperiment, useSession } from "../../hooks/useSession";
import { sentenceFor } from "../../sentence";
import { ChartGrid } from "../ChartGrid";
import type { Paper } from "./paper";
import { parameterText } from "./parameterText";

/** What is drawn. */
export interface PaperBoard {
  readonly lanes: readonly BoardLane[];
  readonly run: RunHistory;
  readonly pinNames: readonly string[];
  readonly lane: BoardLane | undefined;
  readonly certificate: string | null;
}

interface Props extends PaperBoard {
  readonly ref: Ref<HTMLDivElement>;
  readonly paper: Paper;
  readonly charts: readonly string[];
  readonly hasCaption: boolean;
  /** whether the iterate shown is marked, lines beyond it faint */
  readonly isMarked: boolean;
  /** takes the sheet's view in hand, instead of following the page's; keep its identity */
  readonly drive?: (view: ChartView) => void;
}

export function PaperSheet({ ref, paper, charts, hasCaption, isMarked, drive, ...grid }: Props) {
  const session = useSession();
  const { magnification } = paper;
  const view = useMemo(() => createChartView({ magnification, isOnPaper: true }), [magnification]);
  // Charts here are not driven by the page's transport and crosshair.
  const ofPaper = useMemo(() => ({ ...session, chartView: view, seek: () => {} }), [session, view]);

  useEffect(() => {
    if (drive) return drive(view);
    const follow = () => {
      const { playhead, zoom } = session.chartView.state;
      view.set({ playhead: isMarked ? playhead : Number.POSITIVE_INFINITY, zoom });
      view.invalidate();
    };
    follow();
    return session.chartView.onFrame(follow, { interval: 250 }).stop;
  }, [session, view, isMarked, drive]);

  // React's types know no custom properties.
  const style = { "--magnify": magnification, "--columns": Math.min(paper.columns, charts.length) } as CSSProperties;
  return (
    <SessionContext value={ofPaper}>
      <div ref={ref} className="paper" data-paper={paper.id} style={{ ...style, width: paper.width }} inert>
        <ChartGrid {...grid} only={charts} />
        {hasCaption && <Caption lanes={grid.lanes} />}
      </div>
    </SessionContext>
  );
}

/** What ran, in words and in numbers, and where to run it again. */
function Caption({ lanes }: { readonly lanes: readonly BoardLane[] }) {
  const session = useSession();
  const sentence = useExperiment((state) => sentenceFor(lanesOfLink(state.link)));
  const T = useExperiment((state) => state.link.T);
  const adapter = session.run.getState().adapter;
  return (
    <footer className="paper-caption" data-print="caption">
      <p>{sentence}</p>
      <p>
        {parameterText(
          lanes.map(({ config }) => config),
          T,
          adapter,
        )}
      </p>
      <p className="paper-link">{session.permalink()}</p>
    </footer>
  );
}
