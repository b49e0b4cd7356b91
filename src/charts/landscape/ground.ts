/** The ground of the landscape: filled level lines, arrows of −∇J, minima, and the directions at the origin. */
import { interpolateRgb } from "d3";
import { conicBranches, type Quadric } from "../geometry/conic";
import { type LandscapeGrid, levelSets, levelsOf } from "../geometry/contours";
import type { Palette } from "../palette";
import type { Pen } from "../pen";
import type { CanvasFrame } from "../useCanvas";
import type { LandscapeLayout } from "./layout";

export interface SlopeArrow {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

export interface Ground extends LandscapeGrid {
  readonly arrows: readonly SlopeArrow[];
}

/** What stands on the ground whatever the window. */
export interface Landform {
  readonly quadric: Quadric | null;
  /** J has its minima within the plane along quadric = q*, for each of these */
  readonly minima: readonly number[];
  /** unit vectors where they lie in the plane, shorter where they leave it */
  readonly stable: readonly [number, number] | null;
  readonly unstable: readonly [number, number] | null;
}

type Polyline = readonly (readonly [number, number])[];

const TONES = 16;
/** Part of the tones, from the lowest, that fades from the colour of the minima to neutral. */
const LOW_PART = 0.45;
/** Every so many levels a line is drawn stronger, as on maps. */
const INDEX_LINE = 4;
/** Widths at a desk. In a hall a finer line is no line: the tones alone say where the levels between those lie. */
const LINE = { index: 1.2, between: 0.75, arrow: 1.2 };
/** Arrows in pixels: the longest, and the shortest that is drawn. */
const ARROW = { longest: 15, shortest: 2, head: 3.2 };
/** A direction that keeps less than this of its length in the plane is not drawn there. */
const LIES_IN_PLANE = 0.3;

/** Tone of a level set: from the tint of the minima over neutral to warm grey. */
function toneOf(palette: Palette, share: number): string {
  const [low, middle, high] = [palette("plane-low"), palette("plane-middle"), palette("plane-high")];
  return share < LOW_PART
    ? interpolateRgb(low, middle)(share / LOW_PART)
    : interpolateRgb(middle, high)((share - LOW_PART) / (1 - LOW_PART));
}

function trace(context: Pen, line: Polyline, { x, y }: LandscapeLayout): void {
  line.forEach(([px, py], i) => {
    if (i === 0) context.moveTo(x.position(px), y.position(py));
    else context.lineTo(x.position(px), y.position(py));
  });
}

function* fillLevels(context: Pen, ground: Ground, layout: LandscapeLayout, palette: Palette): Generator<void> {
  const levels = levelsOf(ground, TONES);
  yield;
  fillFlat(context, layout, toneOf(palette, 0));
  let k = 0;
  for (const { rings } of levelSets(ground, levels)) {
    context.fillStyle = toneOf(palette, (k + 1) / levels.length);
    context.beginPath();
    for (const ring of rings) {
      trace(context, ring, layout);
      context.closePath();
    }
    context.fill("evenodd");
    const isIndex = k % INDEX_LINE === INDEX_LINE - 1;
    if (isIndex || layout.magnification === 1) {
      context.strokeStyle = palette("plane-line");
      context.globalAlpha = isIndex ? 0.5 : 0.24;
      context.lineWidth = layout.magnification * (isIndex ? LINE.index : LINE.between);
      context.stroke();
      context.globalAlpha = 1;
    }
    k++;
    yield;
  }
}

function fillFlat(context: Pen, { plotWidth, plotHeight }: LandscapeLayout, tone: string): void {
  context.fillStyle = tone;
  context.fillRect(0, 0, plotWidth, plotHeight);
}

/** −∇J within the plane; lengths go like the root, so that both steep and flat parts show where descent goes. */
function drawSlopes(
  context: Pen,
  arrows: readonly SlopeArrow[],
  { x, y, magnification }: LandscapeLayout,
  palette: Palette,
): void {
  const steepest = Math.max(...arrows.map(({ dx, dy }) => Math.hypot(dx, dy)).filter(Number.isFinite));
  if (!(steepest > 0)) return;
  context.strokeStyle = palette("chart-mute");
  context.fillStyle = palette("chart-mute");
  context.lineWidth = LINE.arrow * magnification;
  context.globalAlpha = 0.55;
  for (const arrow of arrows) {
    const slope = Math.hypot(arrow.dx, arrow.dy);
    const length = magnification * ARROW.longest * Math.sqrt(slope / steepest);
    if (!(length > magnification * ARROW.shortest)) continue;
    const [ux, uy] = [arrow.dx / slope, -arrow.dy / slope];
    const [fromX, fromY] = [x.position(arrow.x) - (ux * length) / 2, y.position(arrow.y) - (uy * length) / 2];
    const [toX, toY] = [fromX + ux * length, fromY + uy * length];
    const head = Math.min(magnification * ARROW.head, length / 2);
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
    context.beginPath();
    context.moveTo(toX, toY);
    context.lineTo(toX - ux * head - uy * head * 0.6, toY - uy * head + ux * head * 0.6);
    context.lineTo(toX - ux * head + uy * head * 0.6, toY - uy * head - ux * head * 0.6);
    context.fill();
  }
  context.globalAlpha = 1;
}

function drawMinima(context: Pen, form: Landform, layout: LandscapeLayout, palette: Palette) {
  const { quadric, minima } = form;
  if (!quadric) return;
  const [x0, x1] = layout.x.domain;
  const [y0, y1] = layout.y.domain;
  const radius = Math.hypot(Math.max(Math.abs(x0), Math.abs(x1)), Math.max(Math.abs(y0), Math.abs(y1)));
  context.strokeStyle = palette("plane-minima");
  context.lineWidth = 2.5 * layout.magnification;
  context.beginPath();
  for (const value of minima)
    for (const branch of conicBranches(quadric, value, radius)) trace(context, branch, layout);
  context.stroke();
}

/** The line along a direction at the origin, through the whole window. */
function drawDirection(
  context: Pen,
  direction: readonly [number, number] | null,
  { x, y, plotWidth, plotHeight, magnification }: LandscapeLayout,
  colour: string,
  dash: readonly number[],
): void {
  if (!direction || Math.hypot(...direction) < LIES_IN_PLANE) return;
  const [ox, oy] = [x.position(0), y.position(0)];
  const length = Math.hypot(...direction);
  const far = Math.hypot(ox, oy) + Math.hypot(plotWidth, plotHeight);
  const [dx, dy] = [(far * direction[0]) / length, (-far * direction[1]) / length];
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * magnification;
  context.setLineDash(dash.map((length) => magnification * length));
  context.beginPath();
  context.moveTo(ox - dx, oy - dy);
  context.lineTo(ox + dx, oy + dy);
  context.stroke();
  context.setLineDash([]);
}

/** Ground and landform, whole when it has been run to its end; it may rest at every yield. */
function* drawAll(
  context: Pen,
  ground: Ground,
  form: Landform | null,
  layout: LandscapeLayout,
  palette: Palette,
): Generator<void> {
  yield* fillLevels(context, ground, layout, palette);
  drawSlopes(context, ground.arrows, layout, palette);
  yield;
  if (form) drawLandform(context, form, layout, palette);
}

function drawLandform(context: Pen, form: Landform, layout: LandscapeLayout, palette: Palette): void {
  drawMinima(context, form, layout, palette);
  drawDirection(context, form.stable, layout, palette("plane-stable"), [6, 4]);
  drawDirection(context, form.unstable, layout, palette("plane-unstable"), [1.5, 4]);
}

/** A picture of the plane on a canvas of its own. */
interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly layout: LandscapeLayout;
  readonly pixelRatio: number;
}

/** Milliseconds of a frame that the ground is drawn for: level lines of all of it take a few of these. */
const DRAWN_PER_FRAME = 3;

/**
 * Draws grounds into the plot, whose corner is the context's origin. Most frames move only what lies on them: a ground is kept on a
 * canvas of its own, drawn over a few frames beside whatever else the page does. Until it is whole, the one before stands in its
 * place.
 */
export function createGroundDrawing() {
  let shown: Picture | null = null;
  let next: (Picture & { readonly rest: Generator<void> }) | null = null;
  let key: readonly unknown[] = [];

  function begin(ground: Ground, form: Landform | null, layout: LandscapeLayout, frame: CanvasFrame): void {
    const wanted = [ground, form, layout, frame.palette, frame.pixelRatio];
    if (wanted.every((part, i) => part === key[i])) return;
    key = wanted;
    const { palette, pixelRatio } = frame;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.ceil(layout.plotWidth * pixelRatio));
    canvas.height = Math.max(1, Math.ceil(layout.plotHeight * pixelRatio));
    const context = canvas.getContext("2d");
    if (!context) return;
    context.scale(pixelRatio, pixelRatio);
    next = { canvas, layout, pixelRatio, rest: drawAll(context, ground, form, layout, palette) };
  }

  function goOn({ more }: CanvasFrame): void {
    if (!next) return;
    const enough = performance.now() + DRAWN_PER_FRAME;
    while (performance.now() < enough) {
      if (!next.rest.next().done) continue;
      shown = next;
      next = null;
      return;
    }
    more?.();
  }

  return (frame: CanvasFrame, ground: Ground | null, form: Landform | null, layout: LandscapeLayout): void => {
    const { context, palette } = frame;
    if (!ground) {
      // What was shown is of another plane.
      [shown, next, key] = [null, null, []];
      fillFlat(context, layout, palette("plane-middle"));
      if (form) drawLandform(context, form, layout, palette);
    } else if (!frame.more) {
      // A file needs the strokes themselves.
      for (const _ of drawAll(context, ground, form, layout, palette));
    } else {
      begin(ground, form, layout, frame);
      goOn(frame);
      if (shown) drawPicture(context, shown, layout);
      else fillFlat(context, layout, palette("plane-middle"));
    }
  };
}

/** Where the part of the plane that it shows lies now: the window may have moved since. Both axes have one scale. */
function drawPicture(context: Pen, { canvas, layout, pixelRatio }: Picture, { x, y }: LandscapeLayout): void {
  const [x0, x1] = layout.x.domain;
  const [left, top] = [x.position(x0), y.position(layout.y.domain[1])];
  const scale = (x.position(x1) - left) / (pixelRatio * layout.plotWidth);
  context.drawImage(canvas, left, top, scale * canvas.width, scale * canvas.height);
}
