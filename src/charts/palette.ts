/** Colours and dashes of the charts. palette.css holds the values for each theme; canvas reads them once per theme change. */
export const LANE_COLOURS = 5;
/** Dashes in CSS pixels, solid first. Their number has no factor in common with the colours': 20 lanes differ in colour or dash. */
export const laneDashes: readonly (readonly number[])[] = [[], [9, 3], [3, 3], [9, 3, 2, 3]];
export const BOUND_DASH: readonly number[] = [6, 4];

const others = [
  "lane-raw",
  "bound",
  "bound-refined",
  "chart-ground",
  "chart-ink",
  "chart-mute",
  "chart-grid",
  "chart-axis",
  "chart-cursor",
  "plane-minima",
  "plane-stable",
  "plane-unstable",
  "plane-line",
  "plane-low",
  "plane-middle",
  "plane-high",
] as const;

export type ColourName = `lane-${number}` | (typeof others)[number];

export function laneColour(lane: number): ColourName {
  return `lane-${lane % LANE_COLOURS}`;
}

export function laneDash(lane: number): readonly number[] {
  return laneDashes[lane % laneDashes.length] ?? [];
}

export type Palette = (name: ColourName) => string;

/** By the element that sets the colours; null before the first is read. */
let palettes: WeakMap<Element, Palette> | null = null;

/**
 * The colours that hold at an element now. What asks for style in the middle of a drawing makes the browser lay out the page there
 * and then: a palette is read once, whole, and shared until the theme changes.
 */
export function readPalette(element: Element): Palette {
  if (!palettes) {
    onThemeChange(() => {
      palettes = new WeakMap();
    });
    palettes = new WeakMap();
  }
  const scope = element.closest(".paper") ?? document.documentElement;
  let palette = palettes.get(scope);
  if (!palette) {
    palette = paletteOf(getComputedStyle(scope));
    palettes.set(scope, palette);
  }
  return palette;
}

function paletteOf(style: CSSStyleDeclaration): Palette {
  const lanes = Array.from({ length: LANE_COLOURS }, (_, lane) => laneColour(lane));
  const colours = new Map([...lanes, ...others].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  return (name) => colours.get(name) ?? "";
}

/** Calls back when the theme changes, by the reader's system or by the page's `data-theme`. */
export function onThemeChange(callback: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", callback);
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener("change", callback);
  };
}
