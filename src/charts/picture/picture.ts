/**
 * A picture of what is on the page, in pixels from its corner: texts, shapes and the drawings of canvases, in the order in which
 * they lie over each other. `readPicture` finds it, `svgOf` writes it as vectors, `paintPicture` paints it in any resolution.
 */
import type { Painter } from "../useCanvas";
import type { Affine } from "./affine";

export interface Font {
  readonly face: "sans" | "math";
  /** in pixels */
  readonly size: number;
  readonly weight: number;
  readonly isItalic: boolean;
}

/** Letters in one font; `rise` pixels above the baseline. */
export interface TextPart {
  readonly text: string;
  readonly rise: number;
  readonly font: Font;
}

/** A line of text. It is held by its anchor, whatever typeface a reader has: a wider one moves nothing else. */
export interface TextMark {
  readonly kind: "text";
  readonly parts: readonly TextPart[];
  readonly x: number;
  /** of the baseline */
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly colour: string;
  /** drawn around the letters, where lines may pass behind them */
  readonly halo: { readonly colour: string; readonly width: number } | null;
}

export interface ShapeMark {
  readonly kind: "shape";
  /** path data, placed by `map` */
  readonly path: string;
  readonly map: Affine;
  readonly fill: string | null;
  readonly fillOpacity: number;
  readonly stroke: string | null;
  readonly strokeWidth: number;
  readonly dash: readonly number[];
}

export interface CanvasMark {
  readonly kind: "canvas";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly paint: Painter;
}

export interface Figure {
  /** of the chart, in words */
  readonly title: string;
  readonly marks: readonly (TextMark | ShapeMark | CanvasMark)[];
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly figures: readonly Figure[];
}
