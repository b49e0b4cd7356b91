import { type PointerEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Corner } from "../ChartFigure";
import type { ChartView } from "../chartView";
import { LABEL_HEIGHT } from "../endLabels";
import { placeLabels } from "../geometry/labelPlacement";
import { PathFigure, usePathElements } from "../PathFigure";
import type { PlaneLayout } from "../planeModel";
import { type CanvasFrame, useCanvas } from "../useCanvas";
import { usePaced, WORDS_INTERVAL } from "../usePaced";
import { useReader } from "../useReader";
import { drawPaths } from "./pathDrawing";
import { type Landmark, nearestPoint, type PlacedPath, pathLayout, placedPaths, type SampledPath } from "./pathModel";

export interface PathChartProps {
  readonly title: string;
  readonly equation?: ReactNode;
  readonly corner?: Corner;
  readonly note?: string | null;
  /** keep the array's identity while nothing changes */
  readonly paths: readonly SampledPath[];
  readonly landmarks: readonly Landmark[];
  readonly kind: "linear" | "log";
  readonly xName: string;
  readonly yName: string;
  readonly view: ChartView;
  readonly T: number;
  /** what the picture shows, in words */
  readonly words: string;
  /** values at iterate t, one line each */
  readonly readout: (t: number) => string;
}

/** Pointer and path count as touching within this many pixels. */
const REACH = 24;
/** Labels this near the right edge stand left of what they name. */
const RIGHT_SIDE = 70;
/** The label of a path stands this far below its end, where landmarks have theirs above. */
const END_DROP = 13;
const MARK_RISE = 11;
const INTERVAL = 50;

interface Placed {
  readonly layout: PlaneLayout;
  readonly paths: readonly PlacedPath[];
}

/** Paths through some iterates in a plane, with the playhead and crosshair of the other charts. */
export function PathChart(props: PathChartProps) {
  const { paths, landmarks, kind, view, T, readout } = props;
  const elements = usePathElements();
  const { body, canvas, surface, readout: box } = elements;
  const latest = useRef<Placed | null>(null);
  const [layout, setLayout] = useState<PlaneLayout | null>(null);
  const place = useMemo(() => {
    let known: Placed | null = null;
    return (width: number, height: number, magnification: number): Placed => {
      const { layout: at } = known ?? {};
      if (known && at?.width === width && at.height === height && at.magnification === magnification) return known;
      const placedLayout = pathLayout({ paths, landmarks, kind, width, height, magnification });
      known = { layout: placedLayout, paths: placedPaths(paths, placedLayout) };
      return known;
    };
  }, [paths, landmarks, kind]);

  const reader = useReader(({ readablePathChart }) =>
    readablePathChart({
      ...{ title: props.title, view, T, kind, names: [props.xName, props.yName], words: props.words },
      paths: paths.map(({ id, name, t: steps, x, y }) => ({
        id,
        name,
        at(t) {
          const last = steps.findLastIndex((step) => step <= t);
          return last < 0 ? null : [x[last]!, y[last]!];
        },
      })),
      layout: () => latest.current?.layout ?? null,
    }),
  );

  function paint({ context, palette, pixelRatio, width, height }: CanvasFrame): void {
    const { playhead, cursor, magnification } = view.state;
    const placed = place(width, height, magnification);
    latest.current = placed;
    if (placed.layout !== layout) flushSync(() => setLayout(placed.layout));
    drawPaths(context, placed.layout, placed.paths, landmarks, { palette, pixelRatio, playhead, cursor });
    if (box.current) {
      if (box.current.hidden !== (cursor === null)) box.current.hidden = cursor === null;
      if (cursor !== null) box.current.textContent = readout(cursor);
    }
    if (document.activeElement === surface.current) speak();
  }

  function speak(): void {
    const t = view.state.cursor ?? view.state.playhead;
    surface.current?.setAttribute("aria-valuenow", String(t));
    surface.current?.setAttribute("aria-valuetext", readout(t));
  }

  function handlePointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (!latest.current) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { layout: at, paths: placed } = latest.current;
    view.set({ cursor: nearestPoint(placed, event.clientX - left - at.left, event.clientY - top - at.top, REACH) });
  }

  useCanvas(body, canvas, view, paint, INTERVAL);
  usePaced(view, WORDS_INTERVAL, speak);

  const { title, equation, corner, note } = props;
  return (
    <PathFigure
      {...{ title, equation, corner, note, elements, layout, view, T, reader }}
      words={props.words}
      onPointerMove={handlePointerMove}
    >
      {layout && <Labels {...props} layout={layout} />}
    </PathFigure>
  );
}

function Labels({ layout, paths, landmarks, xName, yName }: PathChartProps & { readonly layout: PlaneLayout }) {
  const { x, y, plotWidth, plotHeight, magnification: size } = layout;
  const marks = landmarks.map(({ label, x: atX, y: atY }) => ({
    label,
    at: [x.position(atX), y.position(atY)] as const,
  }));
  const ends = paths.flatMap(({ id, label, colour, x: xs, y: ys }) => {
    const last = xs.findLastIndex((value, i) => Number.isFinite(value) && Number.isFinite(ys[i]));
    const at = [x.position(xs[last] ?? Number.NaN), y.position(ys[last] ?? Number.NaN)] as const;
    return label !== null && at.every(Number.isFinite) ? [{ id, label, colour, at }] : [];
  });
  const isNear = ([px]: readonly [number, number]) => ends.some(({ at }) => Math.abs(at[0] - px) < size * RIGHT_SIDE);
  // Landmarks beside which paths end share the column of labels there.
  const shared = marks.filter(({ at }) => isNear(at));
  const heights = placeLabels(
    [...ends.map(({ at }) => at[1] + size * END_DROP), ...shared.map(({ at }) => at[1] - size * MARK_RISE)],
    size * LABEL_HEIGHT,
    0,
    plotHeight,
  );
  const beside = (px: number, gap: number) => {
    const isRight = px > plotWidth - size * RIGHT_SIDE;
    return { x: px + (isRight ? -gap : gap) * size, dy: "0.35em", textAnchor: isRight ? "end" : "start" } as const;
  };
  return (
    <g transform={`translate(${layout.left},${layout.top})`}>
      <text className="chart-axis-name" x={plotWidth + 15 * size} y={plotHeight + 16 * size}>
        {xName}
      </text>
      <text className="chart-axis-name" x={6 * size} y={-3 * size}>
        {yName}
      </text>
      {marks.map((mark) => {
        const place = shared.indexOf(mark);
        const height = place < 0 ? mark.at[1] - size * MARK_RISE : heights[ends.length + place];
        return (
          <text key={`${mark.label} ${mark.at}`} className="chart-side" {...beside(mark.at[0], 8)} y={height}>
            {mark.label}
          </text>
        );
      })}
      {ends.map(({ id, label, colour, at }, i) => (
        <text key={id} className="chart-end" {...beside(at[0], 9)} y={heights[i]} fill={`var(--${colour})`}>
          {label}
        </text>
      ))}
    </g>
  );
}
