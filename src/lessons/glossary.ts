/** The symbols and terms of the page. A control or chart finds its entry by its place, an entry others by their ids. */
import { descent } from "./terms/descent";
import { findings } from "./terms/findings";
import { losses } from "./terms/losses";
import type { Term } from "./terms/term";
import { weights } from "./terms/weights";

export const glossary: readonly { readonly title: string; readonly terms: readonly Term[] }[] = [
  { title: "Weights and factors", terms: weights },
  { title: "Loss", terms: losses },
  { title: "Descent", terms: descent },
  { title: "What is seen", terms: findings },
];

/** Where a symbol stands on the page: in the title of a chart, or at a control, by the control's key in links. */
type Place = `chart/${string}` | `control/${string}`;

const places: Readonly<Record<Place, string>> = {
  "chart/loss": "gap",
  "chart/gradient": "min-gradient",
  "chart/step": "step-size",
  "chart/norm": "norm",
  "chart/accuracy": "accuracy",
  "chart/origin": "origin",
  "chart/landscape": "adapter-loss",
  "chart/spectrum": "escape-rate",
  "chart/projections": "escape-rate",
  "chart/position": "adaptive-rule",
  "chart/progress": "gap",
  "chart/paths": "weights",
  "chart/directions": "target-weights",
  "chart/factors": "factors",
  "control/loss": "loss",
  "control/m": "shape",
  "control/n": "shape",
  "control/L": "smoothness",
  "control/cond": "condition",
  "control/condP": "condition",
  "control/condQ": "condition",
  "control/N": "samples",
  "control/K": "samples",
  "control/p": "tail",
  "control/eps": "waves",
  "control/k": "waves",
  "control/delta": "threshold",
  "control/lam": "ridge",
  "control/W0scale": "frozen-weights",
  "control/W0": "frozen-weights",
  "control/W0File": "frozen-weights",
  "control/targetFile": "target-weights",
  "control/adapterFile": "start",
  "control/r": "rank",
  "control/alpha": "alpha",
  "control/ratio": "ridge",
  "control/damping": "threshold",
  "control/period": "chain",
  "control/prob": "tail",
  "control/local": "local-steps",
  "control/init": "start",
  "control/scale": "scale",
  "control/gamma": "gain",
  "control/v0norm": "start",
  "control/B": "factors",
  "control/A": "factors",
  "control/target": "target-weights",
  "control/eta": "step-size",
  "control/gain": "gain",
  "control/Lhat": "believed-smoothness",
  "control/T": "steps",
  "control/t": "iterate",
};

const byId = new Map(glossary.flatMap(({ terms }) => terms).map((term) => [term.id, term]));

/** The entry with an id, or of a place; null if there is none. */
export function termOf(idOrPlace: string): Term | null {
  // a text that is no place has no entry among them
  return byId.get(places[idOrPlace as Place] ?? idOrPlace) ?? null;
}
