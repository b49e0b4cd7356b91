/**
 * A pen that writes SVG: drawings hold it as they hold a canvas. Points are placed as they are traced, as on a canvas; paths,
 * clips and opacities become elements. Erasing has no counterpart: whoever draws for paper starts on an empty one.
 */
import type { Pen } from "../pen";
import { type Affine, apply, compose, identity, scaleOf } from "./affine";
import { imageMarkup } from "./imageMarkup";
import { coordinate, element } from "./xml";

export interface SvgPen extends Pen {
  /** what was drawn */
  markup(): string;
}

interface State {
  readonly map: Affine;
  /** id of the clip path in force */
  readonly clip: string | null;
  readonly dash: readonly number[];
  readonly ink: Ink;
}

type Ink = Pick<
  Pen,
  | "strokeStyle"
  | "fillStyle"
  | "lineWidth"
  | "lineCap"
  | "lineJoin"
  | "lineDashOffset"
  | "globalAlpha"
  | "font"
  | "imageSmoothingEnabled"
>;

const atFirst: Ink = {
  strokeStyle: "#000000",
  fillStyle: "#000000",
  lineWidth: 1,
  lineCap: "butt",
  lineJoin: "miter",
  lineDashOffset: 0,
  globalAlpha: 1,
  font: "10px sans-serif",
  imageSmoothingEnabled: true,
};

/** Opacities below one are written. */
const opacity = (alpha: number) => (alpha < 1 ? coordinate(alpha) : null);

/** `prefix` tells the ids of one drawing from those of others in the same document. */
export function createSvgPen(prefix: string): SvgPen {
  const parts: string[] = [];
  const saved: State[] = [];
  let map = identity;
  let clip: string | null = null;
  let dash: readonly number[] = [];
  let path = "";
  let clips = 0;
  /** clip of the group that is open; undefined if none is */
  let open: string | null | undefined;

  /** Elements under one clip share a group. */
  function put(markup: string): void {
    if (open !== clip) {
      if (open != null) parts.push("</g>");
      if (clip !== null) parts.push(`<g clip-path="url(#${clip})">`);
      open = clip;
    }
    parts.push(markup);
  }

  function point(x: number, y: number): string {
    return apply(map, x, y).map(coordinate).join(" ");
  }

  function outline(x: number, y: number, width: number, height: number): string {
    const corners = [point(x, y), point(x + width, y), point(x + width, y + height), point(x, y + height)];
    return `M${corners.join("L")}Z`;
  }

  function fillPath(d: string, rule: string | null): void {
    if (d === "") return;
    const { fillStyle, globalAlpha } = pen;
    put(element("path", { d, fill: String(fillStyle), "fill-rule": rule, "fill-opacity": opacity(globalAlpha) }));
  }

  function strokePath(d: string): void {
    if (d === "") return;
    const { strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset, globalAlpha } = pen;
    const scale = scaleOf(map);
    put(
      element("path", {
        d,
        fill: "none",
        stroke: String(strokeStyle),
        "stroke-width": coordinate(scale * lineWidth),
        "stroke-linecap": lineCap === "butt" ? null : lineCap,
        "stroke-linejoin": lineJoin === "miter" ? null : lineJoin,
        "stroke-dasharray": dash.length > 0 ? dash.map((length) => coordinate(scale * length)).join(" ") : null,
        "stroke-dashoffset": lineDashOffset === 0 || dash.length === 0 ? null : coordinate(scale * lineDashOffset),
        "stroke-opacity": opacity(globalAlpha),
      }),
    );
  }

  const pen: SvgPen = {
    ...atFirst,
    save() {
      const { strokeStyle, fillStyle, lineWidth, lineCap, lineJoin, lineDashOffset } = pen;
      const { globalAlpha, font, imageSmoothingEnabled } = pen;
      const drawn = { strokeStyle, fillStyle, lineWidth, lineCap, lineJoin, lineDashOffset };
      saved.push({ map, clip, dash, ink: { ...drawn, globalAlpha, font, imageSmoothingEnabled } });
    },
    restore() {
      const last = saved.pop();
      if (!last) return;
      ({ map, clip, dash } = last);
      Object.assign(pen, last.ink);
    },
    setTransform(...entries: unknown[]) {
      // The drawings give six numbers; a matrix object is the other form of a canvas.
      if (entries.length === 6) map = entries.map(Number) as unknown as Affine;
      else throw new Error("svgPen: setTransform takes six numbers");
    },
    translate: (x, y) => {
      map = compose(map, [1, 0, 0, 1, x, y]);
    },
    scale: (x, y) => {
      map = compose(map, [x, 0, 0, y, 0, 0]);
    },
    rotate: (angle) => {
      map = compose(map, [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]);
    },
    beginPath: () => {
      path = "";
    },
    moveTo: (x, y) => {
      path += `M${point(x, y)}`;
    },
    lineTo: (x, y) => {
      path += `${path === "" ? "M" : "L"}${point(x, y)}`;
    },
    closePath: () => {
      if (path !== "") path += "Z";
    },
    rect: (...box) => {
      path += outline(...box);
    },
    arc(x, y, radius, from, to) {
      if (Math.abs(to - from) < 2 * Math.PI - 1e-9) throw new Error("svgPen: arc draws whole circles");
      const r = coordinate(scaleOf(map) * radius);
      const half = (end: number) => `A${r} ${r} 0 0 1 ${point(x + end * radius, y)}`;
      path += `M${point(x + radius, y)}${half(-1)}${half(1)}Z`;
    },
    clip() {
      const id = `${prefix}-clip-${clips++}`;
      const within = clip === null ? null : `url(#${clip})`;
      put(element("clipPath", { id, "clip-path": within }, element("path", { d: path })));
      clip = id;
    },
    fill: (rule?: unknown) => fillPath(path, rule === "evenodd" ? "evenodd" : null),
    stroke: () => strokePath(path),
    fillRect: (...box) => fillPath(outline(...box), null),
    strokeRect: (...box) => strokePath(outline(...box)),
    clearRect: () => {},
    drawImage(image: CanvasImageSource, ...place: number[]) {
      const [x = 0, y = 0, width = 0, height = 0] = place;
      if (place.length !== 4 || !(image instanceof HTMLCanvasElement))
        throw new Error("svgPen: drawImage places a whole canvas");
      put(imageMarkup(image, map, { x, y, width, height }));
    },
    setLineDash: (lengths) => {
      // An odd list is run through twice, as on a canvas.
      dash = [...lengths].length % 2 === 1 ? [...lengths, ...lengths] : [...lengths];
    },
    measureText(text) {
      const context = document.createElement("canvas").getContext("2d");
      if (!context) throw new Error("svgPen: no canvas to measure text on");
      context.font = pen.font;
      return context.measureText(text);
    },
    markup() {
      const tail = open != null ? "</g>" : "";
      open = undefined;
      const markup = parts.join("") + tail;
      parts.length = 0;
      return markup;
    },
  };
  return pen;
}
