import { type ReactNode, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Axes } from "./Axes";
import { ChartFigure, type Corner } from "./ChartFigure";
import type { ChartView } from "./chartView";
import { createLabelRoom, labelledSeries } from "./endLabels";
import type { ScaleKind } from "./geometry/scale";
import { Legend } from "./Legend";
import { createLineChartDrawing } from "./lineChartDrawing";
import { type ChartFrame, createLineChartModel, type Layout } from "./lineChartModel";
import type { LineChartParts } from "./reader/lineReader";
import { createReadoutBox, readoutWords } from "./readoutBox";
import type { Series } from "./series";
import { type CanvasFrame, useCanvas } from "./useCanvas";
import { useCursor } from "./useCursor";
import { usePaced, WORDS_INTERVAL } from "./usePaced";
import { usePinch } from "./usePinch";
import { useReader } from "./useReader";

export interface LineChartProps {
  readonly title: string;
  /** MathML or other React nodes, in the middle of the head */
  readonly equation?: ReactNode;
  readonly onExplain?: ((button: HTMLElement) => void) | undefined;
  /** note at the right of the head: "log – log"; a button if it can be clicked */
  readonly corner?: Corner;
  /** a sentence under the head, where something must be said of the data */
  readonly note?: string | null;
  /** lines from back to front; keep the array's identity while nothing but numbers changes */
  readonly series: readonly Series[];
  /** shared by the charts of a board: playhead, crosshair, zoom; call `view.invalidate()` when rows were appended */
  readonly view: ChartView;
  /** last iterate of the run: the x axis is [0, T] from the start, so that nothing moves while numbers stream */
  readonly T: number;
  readonly x: "log" | "linear";
  readonly y: ScaleKind;
  /** values that the y axis always shows */
  readonly includes?: readonly number[];
  /** the y axis starts afresh when this changes, and only grows otherwise */
  readonly runKey: unknown;
  /** zoom by wheel or pinch on a trackpad; off by default, since the page scrolls by it */
  readonly wheel?: boolean;
  /** a click, or Enter at the cursor, asks for this iterate */
  readonly onSeek?: (t: number) => void;
  /** how the ledger stands on a bound, for the words */
  readonly judge?: LineChartParts["judge"];
}

const nothing: readonly number[] = [];
/** Labels follow their lines as closely as an eye does; moving them makes the browser lay out the chart. */
const LABELS_INTERVAL = 50;
/** Lines over iterates: marks on canvas, axes and labels in SVG, from one geometry. */
export function LineChart(props: LineChartProps) {
  const { view, series, T, x, y, includes = nothing, runKey, wheel = false } = props;
  const wordsId = useId();
  const body = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const labels = useRef<SVGGElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const brush = useRef<readonly [number, number] | null>(null);
  const latestLayout = useRef<Layout | null>(null);
  const shown = useRef<ChartFrame | null>(null);
  const [layout, setLayout] = useState<Layout | null>(null);
  const [hasStrip, setStrip] = useState(view.state.isPinned);
  const [model, draw, fillReadout, room] = useMemo(() => {
    const family = () => (body.current && getComputedStyle(body.current).fontFamily) ?? "sans-serif";
    return [createLineChartModel(), createLineChartDrawing(), createReadoutBox(), createLabelRoom(family)] as const;
  }, []);
  const { plotHeight = 0, magnification: size = 1 } = layout ?? {};
  const parts: LineChartParts = { title: props.title, view, T, x, y, frame: () => shown.current, judge: props.judge };
  const reader = useReader(({ readableLineChart }) => readableLineChart(parts));
  const { voice } = reader;
  const labelled = useMemo(() => labelledSeries(series, plotHeight, size), [series, plotHeight, size]);

  function paint({ context, palette, pixelRatio, width, height, atOnce = draw }: CanvasFrame): void {
    const { playhead, cursor, anchor, zoom, magnification, isPinned } = view.state;
    const input = { series, T, x, y, zoom, includes, runKey, width, height, magnification };
    let frame = model.update({ ...input, labelWidth: room.pixels });
    if (room.update(labelled, frame)) {
      frame = model.update({ ...input, labelWidth: room.pixels });
      room.update(labelled, frame);
    }
    latestLayout.current = frame.layout;
    // Axes, labels and marks must agree on every frame; a layout changes rarely.
    if (frame.layout !== layout) {
      flushSync(() => setLayout(frame.layout));
      if (labels.current) room.place(labels.current);
    }
    atOnce(context, frame, { palette, pixelRatio, playhead, cursor, anchor, brush: brush.current });
    const at = cursor ?? (isPinned || anchor !== null ? playhead : null);
    if (isPinned !== hasStrip) setStrip(isPinned);
    if (readout.current) fillReadout(readout.current, frame, { at, anchor, isStrip: hasStrip, line: voice.line });
    shown.current = frame;
    // They may have been placed on an earlier frame than this one.
    placeLabels();
    if (document.activeElement === surface.current) speakValue();
  }

  function speakValue(): void {
    if (!shown.current || voice.isPlaying) return;
    const { playhead, cursor, anchor } = view.state;
    surface.current?.setAttribute("aria-valuenow", String(cursor ?? playhead));
    surface.current?.setAttribute(
      "aria-valuetext",
      readoutWords(shown.current, cursor ?? playhead, anchor, voice.line),
    );
  }

  async function speak(): Promise<void> {
    speakValue();
    // Words wait until there is something to tell: the first rows come before what tells of them.
    if (!shown.current) return;
    const text = (await reader.load()).summary();
    if (words.current && words.current.textContent !== text) words.current.textContent = text;
  }

  useCanvas(body, canvas, view, paint);
  const placeLabels = usePaced(view, LABELS_INTERVAL, () => {
    if (labels.current) room.place(labels.current);
  });
  usePaced(view, WORDS_INTERVAL, speak);
  const handlers = useCursor({
    view,
    T,
    surface,
    layout: latestLayout,
    brush,
    wheel,
    onSeek: props.onSeek,
    onKey: reader.key,
  });
  usePinch({ view, T, surface, layout: latestLayout });

  return (
    <ChartFigure
      title={props.title}
      equation={props.equation}
      onExplain={props.onExplain}
      corner={props.corner}
      note={props.note}
      onRead={reader.open}
    >
      {hasStrip && <div ref={readout} className="chart-readout chart-strip" aria-hidden="true" />}
      <div ref={body} className="chart-body">
        <svg width={layout?.width} height={layout?.height} aria-hidden="true">
          {layout && <Axes {...layout} />}
          {layout && (
            <text
              className="chart-axis-name"
              x={layout.left + layout.plotWidth + 24 * layout.magnification}
              y={layout.top + layout.plotHeight + 16 * layout.magnification}
            >
              t
            </text>
          )}
        </svg>
        <canvas ref={canvas} />
        <svg width={layout?.width} height={layout?.height} aria-hidden="true">
          <g ref={labels}>
            {labelled.map(({ id, label, colour }) => (
              <text key={id} className="chart-end" dy="0.35em" fill={`var(--${colour})`} visibility="hidden">
                {label}
              </text>
            ))}
          </g>
        </svg>
        <div
          ref={surface}
          className="chart-surface"
          role="slider"
          tabIndex={0}
          aria-label={`${props.title}, crosshair`}
          aria-describedby={wordsId}
          aria-valuemin={0}
          aria-valuemax={T}
          aria-valuenow={0}
          {...handlers}
        />
        {!hasStrip && <div ref={readout} className="chart-readout" aria-hidden="true" hidden />}
        <p ref={words} id={wordsId} className="chart-words" />
      </div>
      {/* Before its size is known the plot would be made smaller by a legend that it may not need. */}
      {layout && labelled.length === 0 && <Legend series={series} />}
      {reader.card}
    </ChartFigure>
  );
}
