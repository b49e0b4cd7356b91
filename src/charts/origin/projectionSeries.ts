/** Norms of the projections of V_t on the eigenspaces at V = 0, beside the growth that the linear part predicts. */
import type { Projection } from "../../lora/origin/observer";
import { BOUND_DASH, type ColourName } from "../palette";
import type { Series } from "../series";
import { type ObservedLane, subscript } from "./directionSeries";

/** Single directions drawn behind the whole unstable part. */
const SINGLE = 4;

/** `growth`: the predicted norm of the unstable part at t; null where V_0 is not near 0. */
export function projectionSeries(
  { history, read }: ObservedLane,
  directions: number,
  growth: ((t: number) => number) | null,
): readonly Series[] {
  const line = (id: string, name: string, colour: ColourName, of: (at: Projection) => number): Series => ({
    id,
    label: name,
    name,
    source: {
      kind: "rows",
      history,
      ofRow: (row) => {
        const at = read()[row]?.projection;
        return at ? of(at) : Number.NaN;
      },
    },
    role: "line",
    colour,
    dash: [],
  });
  const single = Array.from({ length: Math.min(SINGLE, directions) }, (_, i): Series => {
    const name = `−σ${subscript(i + 1)}`;
    return {
      ...line(`growing-${i}`, name, "lane-raw", ({ growing }) => growing[i] ?? Number.NaN),
      label: null,
      role: "context",
    };
  });
  return [
    ...single,
    line("neutral", "neutral", "lane-3", ({ neutral }) => neutral),
    line("stable", "stable", "lane-0", ({ stable }) => stable),
    ...(growth
      ? [
          {
            ...line("growth", "predicted growth", "bound", () => Number.NaN),
            label: null,
            source: { kind: "function", ofStep: growth },
            role: "bound",
            dash: BOUND_DASH,
          } satisfies Series,
        ]
      : []),
    line("unstable", "unstable", "lane-4", ({ unstable }) => unstable),
  ];
}
