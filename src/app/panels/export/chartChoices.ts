/** The charts that a picture of this run can have. */
import { type OriginChart, originCharts } from "../../../permalink/runParameters";
import type { BoardLane } from "../../board";

export interface ChartChoice {
  readonly id: string;
  readonly name: string;
  /** whether the board shows it now */
  readonly isShown: boolean;
}

const usual = { loss: "Loss", gradient: "Gradient norm", step: "Step size", norm: "Adapter norm" } as const;

const ofOrigin: Readonly<Record<OriginChart, string>> = {
  landscape: "Plane through V = 0",
  spectrum: "Spectrum at V = 0",
  projections: "Stable and unstable part",
  position: "Step size against ‖V‖",
  progress: "Progress against ‖V‖",
  paths: "Ways of W",
  directions: "Singular directions",
  factors: "B, A, BA",
};

export function chartChoices(lanes: readonly BoardLane[], shown: readonly string[] | null): readonly ChartChoice[] {
  const isShown = (id: string) => shown?.includes(id) ?? true;
  const hasAccuracy = lanes.some(({ config }) => config.loss === "digits");
  const board = { ...usual, ...(hasAccuracy ? { accuracy: "Accuracy" } : {}) };
  return [
    ...Object.entries(board).map(([id, name]) => ({ id, name, isShown: isShown(id) })),
    ...originCharts.map((id) => ({ id, name: ofOrigin[id], isShown: isShown(id) })),
  ];
}
