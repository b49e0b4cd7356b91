/** The ground of the landscape: level sets in quiet tones, the minima, the line that flows into the origin, the origin itself. */
import { interpolateRgb } from "d3";
import type { LevelSet } from "./geometry/contours";
import type { Scale } from "./geometry/scale";
import type { Palette } from "./palette";
import type { PlaneFrame } from "./planeModel";

type Polyline = readonly (readonly [number, number])[];

export interface Landform {
  readonly extent: number;
  readonly levels: readonly LevelSet[];
  readonly tones: number;
  readonly minima: readonly Polyline[];
  readonly stableSign: -1 | 0 | 1;
}

/** Part of the tones, from the lowest, that fades from the colour of the minima to neutral. */
const LOW_PART = 0.45;

/** Tone of a level set: from the tint of the minima over neutral to warm grey. */
function toneOf(palette: Palette, share: number): string {
  const [low, middle, high] = [palette("plane-low"), palette("plane-middle"), palette("plane-high")];
  return share < LOW_PART
    ? interpolateRgb(low, middle)(share / LOW_PART)
    : interpolateRgb(middle, high)((share - LOW_PART) / (1 - LOW_PART));
}

function trace(context: CanvasRenderingContext2D, line: Polyline, x: Scale, y: Scale): void {
  line.forEach(([b, a], i) => {
    if (i === 0) context.moveTo(x.position(b), y.position(a));
    else context.lineTo(x.position(b), y.position(a));
  });
}

export function createLandscapeDrawing(form: Landform) {
  /** the level sets, painted once for each size and theme */
  let ground: { canvas: HTMLCanvasElement; frame: PlaneFrame["layout"]; palette: Palette; ratio: number } | null = null;

  function paintGround(frame: PlaneFrame, palette: Palette, ratio: number): HTMLCanvasElement {
    const { layout } = frame;
    if (ground && ground.frame === layout && ground.palette === palette && ground.ratio === ratio) return ground.canvas;
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(layout.plotWidth * ratio);
    canvas.height = Math.ceil(layout.plotHeight * ratio);
    const context = canvas.getContext("2d");
    if (context) {
      context.scale(ratio, ratio);
      context.fillStyle = toneOf(palette, 0);
      context.fillRect(0, 0, layout.plotWidth, layout.plotHeight);
      form.levels.forEach(({ rings }, k) => {
        context.fillStyle = toneOf(palette, (k + 1) / Math.max(1, form.levels.length));
        context.beginPath();
        for (const ring of rings) {
          trace(context, ring, layout.x, layout.y);
          context.closePath();
        }
        context.fill("evenodd");
        context.strokeStyle = palette("plane-high");
        context.globalAlpha = 0.22;
        context.lineWidth = 0.75;
        context.stroke();
        context.globalAlpha = 1;
      });
    }
    ground = { canvas, frame: layout, palette, ratio };
    return canvas;
  }

  return (context: CanvasRenderingContext2D, frame: PlaneFrame, palette: Palette): void => {
    const { layout } = frame;
    const ratio = context.getTransform().a;
    context.drawImage(paintGround(frame, palette, ratio), 0, 0, layout.plotWidth, layout.plotHeight);
    context.lineCap = "butt";
    context.beginPath();
    context.save();
    context.rect(0, 0, layout.plotWidth, layout.plotHeight);
    context.clip();
    context.strokeStyle = palette("plane-minima");
    context.lineWidth = 2.5;
    context.beginPath();
    for (const branch of form.minima) trace(context, branch, layout.x, layout.y);
    context.stroke();
    if (form.stableSign !== 0) {
      const { extent, stableSign } = form;
      context.strokeStyle = palette("plane-stable");
      context.lineWidth = 1.4;
      context.setLineDash([5, 4]);
      context.beginPath();
      trace(
        context,
        [
          [-stableSign * extent, -extent],
          [stableSign * extent, extent],
        ],
        layout.x,
        layout.y,
      );
      context.stroke();
      context.setLineDash([]);
    }
    context.fillStyle = palette("plane-stable");
    context.strokeStyle = palette("chart-ground");
    context.lineWidth = 1.6;
    context.beginPath();
    context.arc(layout.x.position(0), layout.y.position(0), 5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    context.restore();
  };
}
