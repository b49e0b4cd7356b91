/** A line chart without a memory of the frame before, for a pen that writes a file: the same strokes, each of them once. */
import { drawOver, FAINT, isKnownAhead, type LineChartDrawing, placesOf } from "../lineChartDrawing";
import { drawLines } from "../lineChartInk";

export const drawAtOnce: LineChartDrawing = (context, frame, pens) => {
  const { layout, lines } = frame;
  const { pixelRatio, palette } = pens;
  const seam = pens.playhead === Number.POSITIVE_INFINITY ? layout.width : placesOf(layout, pens, null).playhead;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, layout.left * pixelRatio, layout.top * pixelRatio);
  const draw = (isAhead: boolean, from: number, to: number, alpha = 1) => {
    const some = lines.filter((line) => isKnownAhead(line) === isAhead);
    if (some.length === 0) return;
    context.save();
    context.beginPath();
    context.rect(from, -layout.top, to - from, layout.height);
    context.clip();
    drawLines(context, some, layout, palette, { alpha });
    context.restore();
  };
  draw(true, -layout.left, layout.width);
  draw(false, -layout.left, seam);
  if (seam < layout.width) draw(false, seam, layout.width, FAINT);
  drawOver(context, frame, pens);
};
