/** Colours and dashes of the charts. palette.css holds the values for each theme; canvas reads them once per theme change. */
export const LANE_COLOURS = 5;
/** Dashes in CSS pixels, solid first. Their number has no factor in common with the colours': 20 lanes differ in colour or dash. */
export const laneDashes: readonly (readonly number[])[] = [[], [9, 3], [3, 3], [9, 3, 2, 3]];
export const BOUND_DASH: readonly number[] = [6, 4];

export type ColourName =
  | `lane-${number}`
  | "lane-raw"
  | "bound"
  | "bound-refined"
  | "chart-ground"
  | "chart-ink"
  | "chart-mute"
  | "chart-grid"
  | "chart-axis"
  | "chart-cursor"
  | "plane-minima"
  | "plane-stable"
  | "plane-unstable"
  | "plane-line"
  | "plane-low"
  | "plane-middle"
  | "plane-high";

export function laneColour(lane: number): ColourName {
  return `lane-${lane % LANE_COLOURS}`;
}

export function laneDash(lane: number): readonly number[] {
  return laneDashes[lane % laneDashes.length] ?? [];
}

export type Palette = (name: ColourName) => string;

/** The colours that hold at an element now. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) {
      value = style.getPropertyValue(`--${name}`).trim();
      known.set(name, value);
    }
    return value;
  };
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
