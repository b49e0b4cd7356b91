import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useId, useMemo, useRef } from "react";
import { Axes } from "./Axes";
import { ChartFigure, type ChartFigureProps } from "./ChartFigure";
import type { ChartView } from "./chartView";
import { moveCursor } from "./geometry/crosshair";
import { stepScale } from "./geometry/scale";
import type { PlaneLayout } from "./planeModel";
import { cursorMove } from "./useCursor";
import type { ChartReader } from "./useReader";

export interface PathElements {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** takes pointer and keys */
  readonly surface: RefObject<HTMLDivElement | null>;
  readonly readout: RefObject<HTMLDivElement | null>;
  readonly words: RefObject<HTMLParagraphElement | null>;
}

/** What a picture of paths draws on and writes into. */
export function usePathElements(): PathElements {
  const body = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  return useMemo(() => ({ body, canvas, surface, readout, words }), []);
}

interface Props extends Pick<ChartFigureProps, "title" | "equation" | "corner" | "note"> {
  readonly elements: PathElements;
  /** null until its size is known */
  readonly layout: PlaneLayout | null;
  readonly view: ChartView;
  readonly T: number;
  readonly reader: ChartReader;
  /** what the picture shows, where that does not change while it is drawn */
  readonly words?: string;
  readonly onPointerMove: (event: PointerEvent<HTMLDivElement>) => void;
  /** SVG over the marks */
  readonly children: ReactNode;
}

/** Pixels that the iterates would be wide: a key moves by one of them, or by an iterate where that is more. */
const KEY_WIDTH = 400;

/** The frame of a picture of paths in a plane: axes, marks and what lies over them, a cursor along the iterates, readout and words. */
export function PathFigure({ elements, layout, view, T, reader, words, onPointerMove, children, ...head }: Props) {
  const wordsId = useId();

  function handleKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = cursorMove(event);
    if (move) {
      const t = view.state.cursor ?? Math.min(view.state.playhead, T);
      view.set({ cursor: moveCursor(stepScale("log", [0, T], KEY_WIDTH), t, move, T) });
    } else if (event.key === "Escape") view.set({ cursor: null });
    else if (!reader.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <ChartFigure {...head} onRead={reader.open}>
      <div ref={elements.body} className="chart-body">
        <svg width={layout?.width} height={layout?.height} aria-hidden="true">
          {layout && <Axes {...layout} isPlane />}
        </svg>
        <canvas ref={elements.canvas} />
        <svg width={layout?.width} height={layout?.height} aria-hidden="true">
          {children}
        </svg>
        <div
          ref={elements.surface}
          className="chart-surface"
          role="slider"
          tabIndex={0}
          aria-label={`${head.title}, iterate`}
          aria-describedby={wordsId}
          aria-valuemin={0}
          aria-valuemax={T}
          aria-valuenow={0}
          onPointerMove={onPointerMove}
          onPointerLeave={() => view.set({ cursor: null })}
          onKeyDown={handleKeyDown}
          onBlur={() => view.set({ cursor: null })}
        />
        <div ref={elements.readout} className="chart-readout chart-readout-plane" aria-hidden="true" hidden />
        <p ref={elements.words} id={wordsId} className="chart-words">
          {words}
        </p>
      </div>
      {reader.card}
    </ChartFigure>
  );
}
