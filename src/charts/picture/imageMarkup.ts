/** A small canvas in SVG, cell by cell: a heat map stays sharp at any size and in any reader. */
import { type Affine, apply, scaleOf } from "./affine";
import { coordinate, element } from "./xml";

/** Beyond this many cells a file of rectangles would be larger and slower than a bitmap. */
const MOST_CELLS = 2 ** 14;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function imageMarkup(image: HTMLCanvasElement, map: Affine, box: Box): string {
  const [x, y] = apply(map, box.x, box.y);
  const scale = scaleOf(map);
  const [width, height] = [scale * box.width, scale * box.height];
  if (image.width * image.height > MOST_CELLS) {
    const place = { x: coordinate(x), y: coordinate(y), width: coordinate(width), height: coordinate(height) };
    const style = "image-rendering:pixelated";
    return element("image", { ...place, preserveAspectRatio: "none", style, href: image.toDataURL("image/png") });
  }
  const cells = image.getContext("2d")?.getImageData(0, 0, image.width, image.height).data;
  if (!cells) return "";
  const [w, h] = [width / image.width, height / image.height];
  const parts: string[] = [];
  for (let row = 0; row < image.height; row++) {
    let from = 0;
    for (let column = 1; column <= image.width; column++) {
      const colour = colourAt(cells, row * image.width + from);
      if (column < image.width && colourAt(cells, row * image.width + column) === colour) continue;
      // One row and column of overlap, or the ground would shine through between cells.
      const bleed = 0.05;
      const d = `M${coordinate(x + from * w)} ${coordinate(y + row * h)}h${coordinate((column - from) * w + bleed)}v${coordinate(h + bleed)}H${coordinate(x + from * w)}Z`;
      parts.push(element("path", { d, fill: colour }));
      from = column;
    }
  }
  return element("g", { "shape-rendering": "crispEdges" }, parts.join(""));
}

function colourAt(cells: Uint8ClampedArray, cell: number): string {
  const [red = 0, green = 0, blue = 0] = cells.subarray(4 * cell, 4 * cell + 3);
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, "0")}`;
}
