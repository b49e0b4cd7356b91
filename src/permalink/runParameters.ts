/** The parameters of the whole run and of the view, which take one value each, in the order of the link. */
import { runCertificates } from "../lora/certificates/index";
import { type EngineChoice, engineChoices } from "../lora/experiment";
import { choice, flag, idOrNone, integer, names, orWord, speed } from "./kinds";
import { type Row, row } from "./parameter";
import type { View } from "./types";

const MAX_STEPS = 1e8;

/** Charts by their name in links: those of the usual board … */
export const usualCharts = ["loss", "gradient", "step", "norm", "origin", "accuracy"] as const;
/** … and those of the stationary point V = 0. */
export const originCharts = [
  "landscape",
  "spectrum",
  "projections",
  "position",
  "progress",
  "paths",
  "directions",
  "factors",
] as const;
export type OriginChart = (typeof originCharts)[number];

/** Whether some of them are shown. */
export function isOriginBoard(charts: readonly string[] | null): boolean {
  return charts === null || originCharts.some((id) => charts.includes(id));
}
/** Bounds by the id of their certificate. */
export const boundNames = runCertificates.filter(({ drawn }) => drawn).map(({ id }) => id);
/** Few enough that each is seen: the paper's bounds with ★ where ours is sharper. */
const usualBounds = ["min-gradient", "min-gradient-refined", "growth", "step-lower", "rate-log", "rate-projected"];

export const runParameters = {
  T: row(integer(1, MAX_STEPS), {
    name: "steps",
    symbol: "T",
    help: "Number of steps of descent.",
    group: "run",
    initial: 3000,
    scale: "log",
    sliderMin: 100,
    sliderMax: 1e6,
  }),
  engine: row(choice(engineChoices), {
    name: "engine",
    help: "What computes; auto takes the GPU where there is one.",
    group: "run",
    initial: "auto",
  }),
} satisfies { readonly T: Row<number>; readonly engine: Row<EngineChoice> };

export const viewParameters = {
  t: row(orWord("T", integer(0, MAX_STEPS)), {
    name: "iterate shown",
    symbol: "t",
    help: "The iterate that the page opens at; T is the last one.",
    group: "view",
    initial: null,
  }),
  play: row(flag, {
    name: "play",
    help: "1 plays the run from t = 0 when the link opens.",
    group: "view",
    initial: false,
  }),
  speed: row(speed(0.1, 1e7), {
    name: "speed",
    help: "Iterates a second; auto plays the whole run in about ten seconds, even in log(1 + t).",
    group: "view",
    initial: "auto",
    scale: "log",
    sliderMin: 1,
    sliderMax: 1e5,
  }),
  x: row(choice(["log", "linear"]), {
    name: "horizontal axis",
    help: "Scale of the axis of iterates.",
    group: "view",
    initial: "log",
  }),
  y: row(choice(["log", "linear", "symlog"]), {
    name: "vertical axis",
    help: "Scale of the axis of values.",
    group: "view",
    initial: "log",
  }),
  charts: row(names([...usualCharts, ...originCharts]), {
    name: "charts",
    help: "The charts that are shown; those from landscape on explore the stationary point V = 0.",
    group: "view",
    initial: usualCharts,
  }),
  bounds: row(names(boundNames), {
    name: "bounds",
    help: "The bounds that are drawn, by their certificates.",
    group: "view",
    initial: usualBounds,
  }),
  mode: row(choice(["board", "projector", "embed"]), {
    name: "mode",
    help: "The whole board, large pictures for a lecture hall, or pictures alone inside another page.",
    group: "view",
    initial: "board",
  }),
  lesson: row(idOrNone, {
    name: "lesson",
    help: "The lesson that is open beside the run.",
    group: "view",
    initial: null,
  }),
  theme: row(choice(["system", "light", "dark"]), {
    name: "theme",
    help: "Colours of the page.",
    group: "view",
    initial: "system",
  }),
} satisfies { readonly [K in keyof View]: Row<View[K]> };
