import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { ChartView, Drawing } from "./chartView";
import type { LineChartDrawing } from "./lineChartDrawing";
import { onThemeChange, type Palette, readPalette } from "./palette";
import type { Pen } from "./pen";
import { useFault } from "./useFault";

export interface CanvasFrame {
  readonly context: Pen;
  readonly palette: Palette;
  readonly pixelRatio: number;
  readonly width: number;
  readonly height: number;
  /** how a line chart is drawn where no canvas keeps its lines */
  readonly atOnce?: LineChartDrawing | undefined;
  /** asks for one more frame, for what is drawn over several; none where all of it is wanted at once */
  readonly more?: () => void;
}

/** What is on a canvas of the page, painted anew elsewhere: for a file to save. In CSS pixels of the canvas, from its corner. */
export type Painter = (context: Pen, pixelRatio: number, atOnce?: LineChartDrawing) => void;
const painters = new WeakMap<HTMLCanvasElement, Painter>();
export const painterOf = (canvas: HTMLCanvasElement): Painter | undefined => painters.get(canvas);

/** How near the edge of the screen a picture is drawn: what is about to be scrolled into sight is there already. */
const SIGHT: IntersectionObserverInit = { rootMargin: "25%" };

/** More device pixels than this per CSS pixel cost time and cannot be seen. */
const LARGEST_RATIO = 3;

/**
 * Keeps a canvas as large as its body and calls `draw` after every render of its component and on every frame on which the view
 * changed, or with an interval in milliseconds no more often than that; not while it is out of sight, unless it is on paper. React
 * renders nothing of it: size, theme and numbers reach the canvas directly.
 */
export function useCanvas(
  body: RefObject<HTMLDivElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  view: ChartView,
  draw: (frame: CanvasFrame) => void,
  interval = 0,
): void {
  const latest = useRef(draw);
  const palette = useRef<Palette | null>(null);
  const size = useRef({ width: 0, height: 0 });
  const drawing = useRef<Drawing | null>(null);
  const onFault = useFault();

  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const isLookedAt = () => element.matches(":hover, :focus-within");
    const own = view.onFrame(() => paint(), { interval, isLookedAt, onFault });
    drawing.current = own;
    let isInSight = view.state.isOnPaper;
    const sight = new IntersectionObserver((entries) => {
      isInSight = view.state.isOnPaper || entries.at(-1)?.isIntersecting === true;
      if (isInSight) own.invalidate();
    }, SIGHT);
    sight.observe(element);
    // Tells the first size, too, once the whole page is laid out: to ask for it here would lay the page out for each chart.
    const observer = new ResizeObserver(() => {
      size.current = { width: element.clientWidth, height: element.clientHeight };
      own.invalidate();
    });
    observer.observe(element);
    const forgetTheme = onThemeChange(() => {
      palette.current = null;
      own.invalidate();
    });
    function paint(): void {
      const surface = canvas.current;
      const { width, height } = size.current;
      if (!isInSight || !surface || width === 0 || height === 0) return;
      const context = surface.getContext("2d");
      if (!context) return;
      const pixelRatio = Math.min(LARGEST_RATIO, devicePixelRatio || 1);
      const deviceWidth = Math.round(width * pixelRatio);
      const deviceHeight = Math.round(height * pixelRatio);
      if (surface.width !== deviceWidth || surface.height !== deviceHeight) {
        surface.width = deviceWidth;
        surface.height = deviceHeight;
        surface.style.width = `${width}px`;
        surface.style.height = `${height}px`;
      }
      palette.current ??= readPalette(surface);
      latest.current({ context, palette: palette.current, pixelRatio, width, height, more: own.invalidate });
      if (!painters.has(surface)) painters.set(surface, repaint);
    }
    function repaint(...[context, pixelRatio, atOnce]: Parameters<Painter>): void {
      if (palette.current) latest.current({ context, palette: palette.current, pixelRatio, atOnce, ...size.current });
    }
    return () => {
      observer.disconnect();
      sight.disconnect();
      forgetTheme();
      own.stop();
    };
  }, [body, canvas, view, interval, onFault]);

  useLayoutEffect(() => {
    latest.current = draw;
    drawing.current?.invalidate();
  });
}
