/** J over a plane through V = 0: the ground, the run's way on it, and a start that can be taken in hand. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Axes } from "../Axes";
import type { ChartView } from "../chartView";
import { heightAt, type PlaneWindow } from "../geometry/contours";
import { flatText, numberText, stepText } from "../geometry/numberText";
import { type CanvasFrame, useCanvas } from "../useCanvas";
import { createGroundDrawing, type Ground, type Landform } from "./ground";
import { type LandscapeLayout, landscapeLayout, shifted, zoomed } from "./layout";
import { drawOrigin, drawPreviews, drawTrail, type PreviewPath } from "./marks";
import { nearestStep, snapped } from "./pointing";
import type { LandscapeTrail, TracedTrail } from "./trail";

export interface LandscapeFigureProps {
  readonly label: string;
  /** ids of what describes the picture */
  readonly describedBy: string;
  readonly axes: readonly [x: string, y: string];
  readonly window: PlaneWindow;
  readonly ground: Ground | null;
  readonly form: Landform | null;
  readonly trails: readonly LandscapeTrail[];
  readonly previews: readonly PreviewPath[];
  /** where the start is held; null if it cannot be moved */
  readonly start: { readonly x: number; readonly y: number } | null;
  readonly view: ChartView;
  readonly onWindow: (window: PlaneWindow | null) => void;
  readonly onStart: (x: number, y: number) => void;
  /** keys that are not the figure's own; true if one was used */
  readonly onKey: (key: string) => boolean;
}

/** A key moves the start by this share of half the side, the window by this many of it, and zooms by this factor. */
const KEY = { start: 1 / 40, window: 0.25, zoom: 0.7 };
const WHEEL = 1.002;
const INTERVAL = 16;

const arrows: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const text = (value: number) => flatText(numberText(value, 3));

export function LandscapeFigure(props: LandscapeFigureProps): ReactNode {
  const { window, ground, form, trails, previews, start, view, onWindow, onStart } = props;
  const body = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const traced = useRef<readonly TracedTrail[]>([]);
  const pointed = useRef<readonly [number, number] | null>(null);
  const held = useRef<{ readonly kind: "start" | "window"; x: number; y: number } | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0, magnification: 1 });
  const layout = useMemo(() => landscapeLayout(size.width, size.height, window, size.magnification), [size, window]);
  const drawGround = useMemo(createGroundDrawing, []);

  function paint(frame: CanvasFrame): void {
    const { context, palette, pixelRatio, width, height } = frame;
    const { playhead, cursor, magnification } = view.state;
    const isSame = width === size.width && height === size.height && magnification === size.magnification;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (!isSame) {
      // Drawn once the layout is that of this size.
      setSize({ width, height, magnification });
      return;
    }
    context.translate(layout.left, layout.top);
    context.save();
    context.beginPath();
    context.rect(0, 0, layout.plotWidth, layout.plotHeight);
    context.clip();
    drawGround(frame, ground, form, layout);
    drawOrigin(context, layout, palette);
    traced.current = trails.map((trail) => trail.trace(layout.x, layout.y));
    trails.forEach((trail, i) => {
      drawTrail(context, trail, traced.current[i]!, layout, { palette, playhead, cursor });
    });
    drawPreviews(context, previews, layout, palette);
    context.restore();
    showReadout(cursor);
  }

  /** Numbers of the path at the cursor, or of the plane under the pointer. */
  function showReadout(cursor: number | null): void {
    if (!box.current) return;
    const lines =
      cursor === null
        ? pointed.current && [placeText(...pointed.current)]
        : [
            `t = ${stepText(cursor)}`,
            ...trails.slice(0, 6).flatMap((trail) => {
              const at = trail.at(cursor);
              return at ? `${trail.name ? `${trail.name}: ` : ""}${placeText(at.x, at.y)}` : [];
            }),
          ];
    box.current.hidden = !lines;
    if (lines) box.current.textContent = lines.join("\n");
  }

  function placeText(x: number, y: number): string {
    const J = ground ? heightAt(ground, x, y) : Number.NaN;
    const height = Number.isFinite(J) ? `\u2002J ≈ ${text(J)}` : "";
    return `${props.axes[0]} = ${text(x)}\u2002${props.axes[1]} = ${text(y)}${height}`;
  }

  function placeOf(event: { readonly clientX: number; readonly clientY: number }) {
    const bounds = surface.current!.getBoundingClientRect();
    const [px, py] = [event.clientX - bounds.left - layout.left, event.clientY - bounds.top - layout.top];
    return { px, py, x: layout.x.invert(px), y: layout.y.invert(py) };
  }

  function handlePointerDown(event: PointerEvent<HTMLElement>, kind: "start" | "window"): void {
    if (event.button !== 0 || (kind === "window" && event.pointerType === "touch")) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { kind, ...placeOf(event) };
    view.set({ cursor: null });
  }

  function handlePointerMove(event: PointerEvent<HTMLElement>): void {
    const at = placeOf(event);
    if (held.current?.kind === "start") onStart(...snapped(at.x, at.y, layout, form?.stable ?? null));
    else if (held.current) {
      onWindow({ ...window, x: window.x + held.current.x - at.x, y: window.y + held.current.y - at.y });
    } else {
      const step = nearestStep(traced.current, at.px, at.py);
      pointed.current = step === null && isInside(layout, at.px, at.py) ? [at.x, at.y] : null;
      view.set({ cursor: step });
      view.invalidate();
    }
  }

  function handlePointerLeave(): void {
    pointed.current = null;
    view.set({ cursor: null });
    view.invalidate();
  }

  function handleKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrows[event.key];
    if (arrow && event.shiftKey) onWindow(shifted(window, KEY.window * arrow[0], KEY.window * arrow[1]));
    else if (arrow && start) {
      const step = KEY.start * window.half;
      onStart(...snapped(start.x + step * arrow[0], start.y + step * arrow[1], layout, null));
    } else if (event.key === "+" || event.key === "=") onWindow(zoomed(window, KEY.zoom));
    else if (event.key === "-") onWindow(zoomed(window, 1 / KEY.zoom));
    else if (event.key === "0") onWindow(null);
    else if (!props.onKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const wheel = useRef<(event: WheelEvent) => void>(() => {});
  useEffect(() => {
    // The page scrolls under a wheel unless it zooms: with the key that pinching sends, or once the picture has the focus.
    wheel.current = (event) => {
      if (!event.ctrlKey && document.activeElement !== surface.current) return;
      event.preventDefault();
      onWindow(zoomed(window, WHEEL ** event.deltaY, placeOf(event)));
    };
  });
  useEffect(() => {
    const element = surface.current;
    const handleWheel = (event: WheelEvent) => wheel.current(event);
    element?.addEventListener("wheel", handleWheel, { passive: false });
    return () => element?.removeEventListener("wheel", handleWheel);
  }, []);
  useCanvas(body, canvas, view, paint, INTERVAL);

  const handlers = { onPointerMove: handlePointerMove, onPointerUp: release, onPointerCancel: release };
  function release(): void {
    held.current = null;
  }

  return (
    <div ref={body} className="chart-body landscape">
      <svg width={layout.width} height={layout.height} aria-hidden="true">
        <Axes {...layout} />
      </svg>
      <canvas ref={canvas} />
      <svg width={layout.width} height={layout.height} aria-hidden="true">
        <g transform={`translate(${layout.left},${layout.top})`}>
          <Labels layout={layout} form={form} axes={props.axes} />
        </g>
      </svg>
      <div
        ref={surface}
        className="chart-surface"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is moved in by keys.
        tabIndex={0}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        {...handlers}
        onPointerDown={(event) => handlePointerDown(event, "window")}
        onPointerLeave={handlePointerLeave}
        onDoubleClick={() => onWindow(null)}
        onKeyDown={handleKeyDown}
      >
        {start && isInside(layout, layout.x.position(start.x), layout.y.position(start.y)) && (
          <span
            className="landscape-start"
            style={{
              transform: `translate(${layout.left + layout.x.position(start.x)}px, ${layout.top + layout.y.position(start.y)}px)`,
            }}
            onPointerDown={(event) => {
              surface.current?.focus({ preventScroll: true });
              handlePointerDown(event, "start");
            }}
          />
        )}
      </div>
      <div ref={box} className="chart-readout chart-readout-plane landscape-readout" aria-hidden="true" hidden />
    </div>
  );
}

function isInside({ plotWidth, plotHeight }: LandscapeLayout, px: number, py: number): boolean {
  return px >= 0 && py >= 0 && px <= plotWidth && py <= plotHeight;
}

interface LabelProps {
  readonly layout: LandscapeLayout;
  readonly form: Landform | null;
  readonly axes: readonly [x: string, y: string];
}

/** Names on the picture: the axes, the origin, and the directions at it near the frame. */
function Labels({ layout, form, axes }: LabelProps) {
  const { x, y, plotWidth, plotHeight } = layout;
  const [ox, oy] = [x.position(0), y.position(0)];
  return (
    <>
      <rect className="chart-frame" width={plotWidth} height={plotHeight} />
      {isInside(layout, ox, oy) && (
        <text className="chart-origin" x={ox + 10} y={oy - 9}>
          V = 0
        </text>
      )}
      {form?.stable && <DirectionName layout={layout} direction={form.stable} name="stable" />}
      {form?.unstable && <DirectionName layout={layout} direction={form.unstable} name="unstable" />}
      <text className="chart-axis-name landscape-axis" x={plotWidth - 7} y={plotHeight - 7} textAnchor="end">
        {axes[0]}
      </text>
      <text className="chart-axis-name landscape-axis" x={7} y={16}>
        {axes[1]}
      </text>
    </>
  );
}

const NAME_AT = 0.86;
/** The names of a direction and of the origin would meet. */
const NEAR_ORIGIN = 100;

function DirectionName({
  layout: { x, y, plotWidth, plotHeight, magnification },
  direction: [dx, dy],
  name,
}: {
  readonly layout: LandscapeLayout;
  readonly direction: readonly [number, number];
  readonly name: "stable" | "unstable";
}) {
  const length = Math.hypot(dx, dy);
  if (length < 0.3) return null;
  // Upwards along the line, or to the right along a flat one, most of the way to the frame.
  const sign = dy > 0.01 * length || (Math.abs(dy) <= 0.01 * length && dx > 0) ? 1 : -1;
  const [ux, uy] = [(sign * dx) / length, (-sign * dy) / length];
  const [ox, oy] = [x.position(0), y.position(0)];
  if (ox < 0 || oy < 0 || ox > plotWidth || oy > plotHeight) return null;
  const room = (at: number, u: number, side: number) => (u > 0 ? (side - at) / u : u < 0 ? -at / u : Infinity);
  const reach = NAME_AT * Math.min(room(ox, ux, plotWidth), room(oy, uy, plotHeight));
  // Near the origin its own name stands above the line.
  const isBelow = ux > 0.3 && reach < magnification * NEAR_ORIGIN;
  return (
    <text
      className={`landscape-name landscape-${name}`}
      x={ox + ux * reach + (ux > 0.5 && Math.abs(uy) < 0.2 ? 0 : 7)}
      y={oy + uy * reach + magnification * (isBelow ? 15 : -6)}
      textAnchor={ux > 0.3 ? "end" : "start"}
    >
      {name}
    </text>
  );
}
