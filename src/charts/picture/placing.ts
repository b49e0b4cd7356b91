/** Where things on the page are in a picture of one part of it, which may be shown smaller or larger than it is. */
import { type Affine, compose } from "./affine";

export interface Placing {
  /** from pixels of the window to pixels of the picture */
  rect(rect: DOMRect): DOMRect;
  corner(element: Element): readonly [x: number, y: number];
  /** from an SVG element's own coordinates to pixels of the picture */
  map(element: SVGGraphicsElement): Affine;
}

export function createPlacing(root: HTMLElement): Placing {
  const { left, top, width } = root.getBoundingClientRect();
  const scale = root.offsetWidth / width;
  const rect = (box: DOMRect) =>
    new DOMRect(scale * (box.left - left), scale * (box.top - top), scale * box.width, scale * box.height);
  return {
    rect,
    corner(element) {
      const { x, y } = rect(element.getBoundingClientRect());
      return [x, y];
    },
    map(element) {
      const { a, b, c, d, e, f } = element.getScreenCTM() ?? new DOMMatrix();
      return compose([scale, 0, 0, scale, -scale * left, -scale * top], [a, b, c, d, e, f]);
    },
  };
}
