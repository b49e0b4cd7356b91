import { type PointerEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { createBoxSize } from "./boxSize";
import type { Corner } from "./ChartFigure";
import type { ChartView } from "./chartView";
import { readAt } from "./geometry/crosshair";
import { freePlace, placesAlong } from "./geometry/freePlace";
import type { Reading } from "./geometry/reading";
import { PathFigure, usePathElements } from "./PathFigure";
import { drawPlane, placeAt } from "./planeDrawing";
import { createPlaneModel, type PlaneFrame, type PlaneLane, type PlaneLayout } from "./planeModel";
import { type CanvasFrame, useCanvas } from "./useCanvas";
import { usePaced, WORDS_INTERVAL } from "./usePaced";
import { useReader } from "./useReader";

export interface PlaneChartProps {
  readonly title: string;
  readonly equation?: ReactNode;
  readonly corner?: Corner;
  readonly note?: string | null;
  readonly lanes: readonly PlaneLane[];
  readonly x: Reading;
  readonly y: Reading;
  /** of the axes */
  readonly names: readonly [x: string, y: string];
  readonly view: ChartView;
  readonly T: number;
  readonly runKey: unknown;
  /** SVG over the marks, in plot coordinates */
  readonly overlay?: (layout: PlaneLayout) => ReactNode;
  /** what the picture is of, in words */
  readonly about: string;
  /** numbers under the pointer or at the cursor, as one line */
  readonly readout: (t: number) => string;
}

/** Pointer and path count as touching within this many pixels. */
const REACH = 24;

const INSET = 6;
/** Milliseconds between two pictures: a path winds through its whole plane, so that each is drawn afresh. */
const INTERVAL = 50;

/** Puts the box where it hides least, on the side away from the cursor; returns the place taken. */
function positionReadout(
  box: HTMLElement,
  { width, height }: { readonly width: number; readonly height: number },
  frame: PlaneFrame,
  cursor: number,
  preferred: number,
): number {
  const { layout, paths } = frame;
  const first = paths[0];
  const at = first ? placeAt(frame, first.lane, cursor) : null;
  const x = (at?.[0] ?? 0) < layout.plotWidth / 2 ? Math.max(INSET, layout.plotWidth - width - INSET) : INSET;
  const places = placesAlong(x, height, width, INSET, layout.plotHeight - INSET);
  const lines = paths.map(({ path }) => ({
    length: path.rows.length,
    x: (i: number) => path.x[i]!,
    y: (i: number) => path.y[i]!,
  }));
  const place = freePlace(places, lines, preferred);
  box.style.transform = `translate(${layout.left + x}px, ${layout.top + places[place]!.y}px)`;
  return place;
}

function nearestStep(frame: PlaneFrame, px: number, py: number): number | null {
  let best = REACH * REACH;
  let step: number | null = null;
  for (const { lane, path } of frame.paths) {
    for (let i = 0; i < path.rows.length; i++) {
      const distance = (path.x[i]! - px) ** 2 + (path.y[i]! - py) ** 2;
      if (distance < best) {
        best = distance;
        step = lane.history.stepAt(path.rows[i]!);
      }
    }
  }
  return step;
}

/** Paths of lanes in a plane of two readings, with the playhead and crosshair that it shares with the line charts. */
export function PlaneChart(props: PlaneChartProps) {
  const { view, lanes, x, y, T, runKey, about, readout } = props;
  const elements = usePathElements();
  const { body, canvas, surface, readout: box, words: described } = elements;
  const place = useRef(0);
  const latest = useRef<PlaneFrame | null>(null);
  const [layout, setLayout] = useState<PlaneLayout | null>(null);
  const [model, sizeOf] = useMemo(() => [createPlaneModel(), createBoxSize()] as const, []);

  const reader = useReader(({ readablePathChart }) =>
    readablePathChart({
      ...{ title: props.title, view, T, kind: "log", names: props.names, words: about },
      paths: lanes.map(({ id, name, history }) => ({
        id,
        name,
        at(t) {
          const [px, py] = [readAt(history, x, t)?.value, readAt(history, y, t)?.value];
          return px === undefined || py === undefined ? null : [px, py];
        },
      })),
      layout: () => latest.current?.layout ?? null,
    }),
  );

  function paint({ context, palette, pixelRatio, width, height }: CanvasFrame): void {
    const { playhead, cursor, magnification, isPinned } = view.state;
    const frame = model.update({ lanes, x, y, runKey, width, height, magnification });
    latest.current = frame;
    if (frame.layout !== layout) flushSync(() => setLayout(frame.layout));
    drawPlane(context, frame, { palette, pixelRatio, playhead, cursor });
    if (box.current) {
      const read = cursor ?? (isPinned ? playhead : null);
      if (box.current.hidden !== (read === null)) box.current.hidden = read === null;
      if (read !== null) {
        box.current.textContent = readout(read);
        place.current = positionReadout(box.current, sizeOf(box.current), frame, read, place.current);
      }
    }
    const t = cursor ?? playhead;
    if (document.activeElement === surface.current) {
      surface.current?.setAttribute("aria-valuenow", String(t));
      surface.current?.setAttribute("aria-valuetext", readout(t));
    }
  }

  function speak(): void {
    const text = `${about} ${readout(view.state.cursor ?? view.state.playhead)}`;
    if (described.current && described.current.textContent !== text) described.current.textContent = text;
  }

  function handlePointerMove(event: PointerEvent<HTMLDivElement>): void {
    const frame = latest.current;
    if (!frame) return;
    const bounds = event.currentTarget.getBoundingClientRect();
    const px = event.clientX - bounds.left - frame.layout.left;
    const py = event.clientY - bounds.top - frame.layout.top;
    view.set({ cursor: nearestStep(frame, px, py) });
  }

  useCanvas(body, canvas, view, paint, INTERVAL);
  usePaced(view, WORDS_INTERVAL, speak);

  const { title, equation, corner, note } = props;
  return (
    <PathFigure
      {...{ title, equation, corner, note, elements, layout, view, T, reader }}
      onPointerMove={handlePointerMove}
    >
      {layout && <g transform={`translate(${layout.left},${layout.top})`}>{props.overlay?.(layout)}</g>}
    </PathFigure>
  );
}
