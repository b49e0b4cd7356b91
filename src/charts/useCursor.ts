import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { ChartView } from "./chartView";
import { type CursorMove, moveCursor, stepAtPixel, windowBetween, zoomedWindow } from "./geometry/crosshair";
import type { Layout } from "./lineChartModel";

export interface CursorOptions {
  readonly view: ChartView;
  /** last iterate of the run */
  readonly T: number;
  /** the surface that takes pointer and keys; lies over the whole figure */
  readonly surface: RefObject<HTMLDivElement | null>;
  /** the layout of the latest frame */
  readonly layout: RefObject<Layout | null>;
  /** what a drag has marked so far, in plot pixels */
  readonly brush: RefObject<readonly [number, number] | null>;
  readonly wheel: boolean;
  readonly onSeek: ((t: number) => void) | undefined;
  /** keys that are not the cursor's own; true if one was used */
  readonly onKey: (key: string) => boolean;
}

const moves: Readonly<Record<string, readonly [plain: CursorMove, withShift: CursorMove]>> = {
  ArrowLeft: ["left", "decade-left"],
  ArrowRight: ["right", "decade-right"],
  Home: ["start", "start"],
  End: ["end", "end"],
};
/** What a key asks of the cursor, if anything. */
export function cursorMove(event: KeyboardEvent): CursorMove | undefined {
  return moves[event.key]?.[event.shiftKey ? 1 : 0];
}

/** A drag shorter than this is a click. */
const CLICK = 4;
/** Clicks closer than this, in milliseconds, may be a double click. */
const DOUBLE_CLICK = 500;

/** Pointer, wheel and keys on a line chart: crosshair, zoom, seek. */
export function useCursor({ view, T, surface, layout, brush, wheel, onSeek, onKey }: CursorOptions) {
  const pressed = useRef<number | null>(null);
  const clicked = useRef({ at: Number.NEGATIVE_INFINITY, playhead: 0 });

  function pixelOf(event: { readonly clientX: number }): number {
    const box = surface.current?.getBoundingClientRect();
    return event.clientX - (box?.left ?? 0) - (layout.current?.left ?? 0);
  }

  function stepUnder(pixel: number): number | null {
    return layout.current ? stepAtPixel(layout.current.axis.scale, pixel, T) : null;
  }

  function handlePointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    const pixel = pixelOf(event);
    if (event.pointerType === "mouse") {
      event.currentTarget.setPointerCapture(event.pointerId);
      pressed.current = pixel;
    }
    view.set({ cursor: stepUnder(pixel) });
  }

  function handlePointerMove(event: PointerEvent<HTMLDivElement>): void {
    const pixel = pixelOf(event);
    const isDrag = pressed.current !== null && Math.abs(pixel - pressed.current) >= CLICK;
    brush.current = isDrag && pressed.current !== null ? [pressed.current, pixel] : null;
    view.set({ cursor: stepUnder(pixel) });
    if (isDrag) view.invalidate();
  }

  function handlePointerUp(event: PointerEvent<HTMLDivElement>): void {
    const from = pressed.current;
    pressed.current = null;
    const marked = brush.current;
    brush.current = null;
    if (!layout.current || from === null) return;
    if (marked) {
      const window = windowBetween(layout.current.axis.scale, marked[0], marked[1], T);
      view.set(window ? { zoom: window } : {});
      view.invalidate();
    } else {
      const t = stepUnder(pixelOf(event));
      if (event.shiftKey) {
        toggleAnchor(t);
        return;
      }
      if (event.timeStamp - clicked.current.at > DOUBLE_CLICK) clicked.current.playhead = view.state.playhead;
      clicked.current.at = event.timeStamp;
      if (t !== null) onSeek?.(t);
    }
  }

  /** The second cursor stands at t; asked for where it stands, it goes. */
  function toggleAnchor(t: number | null): void {
    view.set({ anchor: t === view.state.anchor ? null : t });
  }

  /** Its first click has moved the playhead, which was not meant. */
  function handleDoubleClick(): void {
    view.set({ zoom: null });
    onSeek?.(clicked.current.playhead);
  }

  // A finger leaves the surface with every tap; its crosshair stays until something else is touched.
  function handlePointerLeave(event: PointerEvent<HTMLDivElement>): void {
    if (event.pointerType === "mouse" && pressed.current === null) view.set({ cursor: null });
  }

  function handleKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const scale = layout.current?.axis.scale;
    if (!scale || event.ctrlKey || event.metaKey || event.altKey) return;
    const t = view.state.cursor ?? Math.min(view.state.playhead, T);
    const move = cursorMove(event);
    if (move) view.set({ cursor: moveCursor(scale, t, move, T) });
    else if (event.key === "Escape") view.set({ zoom: null, cursor: null, anchor: null });
    else if (event.key === "s") toggleAnchor(t);
    else if (event.key === "+" || event.key === "=") view.set({ zoom: zoomedWindow(scale, scale.position(t), 0.5, T) });
    else if (event.key === "-") view.set({ zoom: zoomedWindow(scale, scale.position(t), 2, T) });
    else if (event.key === "Enter") onSeek?.(t);
    else if (!onKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  useEffect(() => {
    const element = surface.current;
    if (!element || !wheel) return;
    const handleWheel = (event: WheelEvent) => {
      const scale = layout.current?.axis.scale;
      if (!scale) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const pixel = event.clientX - box.left - (layout.current?.left ?? 0);
      view.set({ zoom: zoomedWindow(scale, pixel, 1.002 ** event.deltaY, T) });
    };
    // React's wheel handlers are passive and could not keep the page from scrolling.
    element.addEventListener("wheel", handleWheel, { passive: false });
    return () => element.removeEventListener("wheel", handleWheel);
  }, [surface, layout, view, wheel, T]);

  return {
    onPointerDown: handlePointerDown,
    onPointerMove: handlePointerMove,
    onPointerUp: handlePointerUp,
    onPointerLeave: handlePointerLeave,
    onDoubleClick: handleDoubleClick,
    onKeyDown: handleKeyDown,
    onBlur: () => view.set({ cursor: null }),
  };
}
