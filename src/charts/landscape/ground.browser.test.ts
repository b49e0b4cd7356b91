import { expect, test } from "vitest";
import { createGroundDrawing, type Ground, type Landform } from "./ground";
import { landscapeLayout } from "./layout";

const colours: Readonly<Record<string, string>> = { "plane-low": "#cde", "plane-middle": "#eee", "plane-high": "#a98" };
const palette = (name: string) => colours[name] ?? "#333";

const form: Landform = { quadric: { xx: 1, xy: 0, yy: -1 }, minima: [0.5], stable: [0, 1], unstable: [1, 0] };
const layout = landscapeLayout(338, 322, { x: 0, y: 0, half: 2 }, 1);
const moved = landscapeLayout(338, 322, { x: 1, y: 0, half: 2 }, 1);

/** J = (x² − y² − ½)², tilted by `tilt`. */
function groundOf(tilt: number): Ground {
  const size = 81;
  const at = (i: number) => -2 + (4 * i) / (size - 1);
  const values = Float64Array.from({ length: size * size }, (_, k) => {
    const [x, y] = [at(k % size), at(Math.floor(k / size))];
    return (x * x - y * y - 0.5) ** 2 + tilt * x;
  });
  return { window: { x: 0, y: 0, half: 2 }, size, values, arrows: [{ x: 1, y: 1, dx: -1, dy: 0.5 }] };
}

/** One canvas more rounds each colour once more. */
const ROUNDING = 2;
const largest = (a: readonly number[], b: readonly number[]) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

function createCanvas(): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: layout.plotWidth, height: layout.plotHeight });
  return canvas.getContext("2d")!;
}

const frameOn = (context: CanvasRenderingContext2D) => ({ context, palette, pixelRatio: 1, width: 338, height: 322 });

/** A canvas on which each call of `paint` is one frame; `paint` says whether another one was asked for. */
function createSurface() {
  const context = createCanvas();
  const drawGround = createGroundDrawing();
  return {
    paint(ground: Ground | null, at = layout): boolean {
      let isUnfinished = false;
      const more = () => {
        isUnfinished = true;
      };
      context.clearRect(0, 0, layout.plotWidth, layout.plotHeight);
      drawGround({ ...frameOn(context), more }, ground, form, at);
      return isUnfinished;
    },
    /** All strokes on a canvas that is never read: browsers draw on those that are in another way. */
    atOnce(ground: Ground, at = layout): void {
      const own = createCanvas();
      drawGround(frameOn(own), ground, form, at);
      context.drawImage(own.canvas, 0, 0);
    },
    pixels: () => [...context.getImageData(0, 0, layout.plotWidth, layout.plotHeight).data],
    at: (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data],
  };
}

test("a ground drawn over several frames is in the end the one that is drawn at once", () => {
  const [slow, whole] = [createSurface(), createSurface()];
  const ground = groundOf(0.3);
  let frames = 1;
  while (slow.paint(ground)) frames++;
  whole.atOnce(ground);
  expect(largest(slow.pixels(), whole.pixels())).toBeLessThanOrEqual(ROUNDING);
  expect(frames).toBeLessThan(200);
});

test("until the next ground is whole, the one before stands where it lies in the plane", () => {
  const surface = createSurface();
  const [first, second] = [groundOf(0), groundOf(3)];
  while (surface.paint(first));
  const before = surface.at(200, 100);
  // Half a window to the right: what was at 200 is now a quarter of the plot further to the left.
  const shift = layout.plotWidth / 4;
  const isUnfinished = surface.paint(second, moved);
  if (isUnfinished) expect(largest(surface.at(200 - shift, 100), before)).toBeLessThanOrEqual(ROUNDING);
  while (surface.paint(second, moved));
  const whole = createSurface();
  whole.atOnce(second, moved);
  expect(largest(surface.pixels(), whole.pixels())).toBeLessThanOrEqual(ROUNDING);
  expect(surface.at(200, 100)).not.toEqual(before);
});

test("what was shown is not shown of another plane", () => {
  const surface = createSurface();
  const [first, second] = [groundOf(0), groundOf(3)];
  while (surface.paint(first));
  surface.paint(null);
  const flat = surface.at(40, 40);
  if (surface.paint(second)) expect(surface.at(40, 40)).toEqual(flat);
  while (surface.paint(second));
  expect(surface.at(40, 40)).not.toEqual(flat);
});
