/** Small arrow heads along a path on a plane: which way it went. */

import { arrowsAlong } from "./geometry/arrows";
import type { Pen } from "./pen";

const SPACING = 84;
const SIZE = 4.2;

/** Of the first `count` points, in the fill colour of the context. */
export function drawPathArrows(
  context: Pen,
  x: readonly number[],
  y: readonly number[],
  count: number,
  magnification = 1,
): void {
  for (const arrow of arrowsAlong(x, y, magnification * SPACING, count)) {
    context.save();
    context.translate(arrow.x, arrow.y);
    context.rotate(arrow.angle);
    context.scale(magnification, magnification);
    context.beginPath();
    context.moveTo(SIZE, 0);
    context.lineTo(-SIZE * 0.8, SIZE * 0.85);
    context.lineTo(-SIZE * 0.35, 0);
    context.lineTo(-SIZE * 0.8, -SIZE * 0.85);
    context.closePath();
    context.fill();
    context.restore();
  }
}
