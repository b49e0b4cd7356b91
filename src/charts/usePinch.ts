/** Two fingers on a line chart, or a pinch on a trackpad: the shared window of iterates follows them. One finger scrolls the page. */
import { type RefObject, useEffect } from "react";
import type { ChartView } from "./chartView";
import { pinchedWindow, zoomedWindow } from "./geometry/crosshair";
import type { Scale } from "./geometry/scale";
import type { Layout } from "./lineChartModel";

export interface PinchOptions {
  readonly view: ChartView;
  /** last iterate of the run */
  readonly T: number;
  readonly surface: RefObject<HTMLElement | null>;
  readonly layout: RefObject<Layout | null>;
}

/** Of a trackpad: a pinch arrives as a wheel with the control key. */
const WHEEL = 1.01;

type Pixels = readonly [number, number];

export function usePinch({ view, T, surface, layout }: PinchOptions): void {
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    /** the scale and the fingers' places as the pinch began */
    let held: { readonly scale: Scale; readonly from: Pixels } | null = null;

    const pixelOf = (clientX: number) => clientX - element.getBoundingClientRect().left - (layout.current?.left ?? 0);

    function fingers({ touches }: TouchEvent): Pixels | null {
      const [a, b] = touches;
      return touches.length === 2 && a && b ? [pixelOf(a.clientX), pixelOf(b.clientX)] : null;
    }

    function handleTouch(event: TouchEvent): void {
      const at = fingers(event);
      const scale = layout.current?.axis.scale;
      if (!at || !scale) {
        held = null;
        return;
      }
      // The page neither scrolls nor zooms under two fingers.
      event.preventDefault();
      held ??= { scale, from: at };
      const window = pinchedWindow(held.scale, held.from, at, T);
      if (window !== "as it is") view.set({ zoom: window, cursor: null });
    }

    function handleWheel(event: WheelEvent): void {
      const scale = layout.current?.axis.scale;
      if (!event.ctrlKey || !scale) return;
      event.preventDefault();
      view.set({ zoom: zoomedWindow(scale, pixelOf(event.clientX), WHEEL ** event.deltaY, T) });
    }

    // React's own handlers of these are passive and could not keep the page from scrolling.
    const touches = ["touchstart", "touchmove", "touchend", "touchcancel"] as const;
    for (const type of touches) element.addEventListener(type, handleTouch, { passive: false });
    element.addEventListener("wheel", handleWheel, { passive: false });
    return () => {
      for (const type of touches) element.removeEventListener(type, handleTouch);
      element.removeEventListener("wheel", handleWheel);
    };
  }, [view, T, surface, layout]);
}
