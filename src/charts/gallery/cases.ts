/** What the gallery shows: one entry for each shape and each fault that charts must survive. */
import type { GrowingHistory } from "../../history/history";
import type { LaneInfo } from "../runCharts";
import { altered, appendRows, newHistory, noise, planeDescent, type SyntheticLane, stairs } from "./syntheticRun";

export interface GalleryCase {
  readonly id: string;
  readonly title: string;
  readonly T: number;
  readonly playhead: number;
  readonly lanes: readonly LaneInfo[];
  readonly history: GrowingHistory;
  readonly synthetic: readonly SyntheticLane[];
  /** a 1×1 problem ½(ba − target)² */
  readonly plane?: { readonly target: number; readonly extent: number };
}

const info = (label: string): LaneInfo => ({
  label,
  infimum: 0,
  factored: true,
});

const opening = stairs([7.1, 4.6, 3.9, 3.1], 0.001, 0.0046);
const flat: SyntheticLane = {
  row: () => ({ loss: 5, grad_norm_sq: 1e-4, step_size: 0.05, v_norm_sq: 10 }),
};

const millions = [1, 2, 3, 4].map((k) =>
  altered(stairs([7.1, 4.6, 3.9, 3.1], 10 ** -k, 1e-5 * k), (row, t) => ({
    grad_norm_sq: row.grad_norm_sq * (0.5 + noise(t, k)),
    loss: row.loss + 1e-9 * noise(t, k + 9),
  })),
);

function caseOf(
  id: string,
  title: string,
  T: number,
  synthetic: readonly SyntheticLane[],
  options: { computed?: number; playhead?: number; labels?: readonly string[]; rowLimit?: number } = {},
): GalleryCase {
  const history = newHistory(synthetic.length, options.rowLimit);
  const computed = options.computed ?? T;
  appendRows(history, synthetic, 0, computed + 1);
  const lanes = synthetic.map((_, i) => info(options.labels?.[i] ?? `r = ${2 ** i}`));
  return { id, title, T, playhead: options.playhead ?? computed, lanes, history, synthetic };
}

function planeCase(): GalleryCase {
  const starts = [
    [-0.8, 0.8],
    [-0.799, 0.8],
    [1.4, 0.3],
    [-1.3, -1.2],
  ] as const;
  const T = 400;
  const synthetic = starts.map(([b, a]) => planeDescent(b, a, 1, T));
  const history = newHistory(synthetic.length);
  appendRows(history, synthetic, 0, T + 1, ["plane_b", "plane_a"]);
  return {
    ...{ id: "plane", title: "a 1×1 problem", T, playhead: 150, history, synthetic },
    lanes: starts.map(([b, a]) => info(`${b}, ${a}`)),
    plane: { target: 1, extent: 1.8 },
  };
}

export const builders: Readonly<Record<string, () => GalleryCase>> = {
  opening: () => caseOf("opening", "the opening run", 1500, [opening], { playhead: 400 }),
  plane: planeCase,
  streaming: () => caseOf("streaming", "while rows stream in", 100000, [opening], { computed: 300 }),
  six: () =>
    caseOf(
      "six",
      "six lanes",
      3000,
      [1, 2, 3, 4, 5, 6].map((k) => stairs([7.1, 4.6, 3.9, 3.1].slice(0, 1 + (k % 4)), 10 ** -k, 0.0006 * k)),
      { labels: [1, 2, 3, 4, 5, 6].map((k) => `scale = 1e-${k}`) },
    ),
  many: () =>
    caseOf(
      "many",
      "forty lanes",
      1000,
      Array.from({ length: 40 }, (_, k) => stairs([7.1, 3.1], 10 ** (-1 - k / 10), 0.003)),
      { labels: Array.from({ length: 40 }, (_, k) => `seed = ${k}`) },
    ),
  noisy: () =>
    caseOf("noisy", "oscillation below a pixel", 50000, [
      altered(opening, (row, t) => ({
        loss: row.loss + 1e-3 + noise(t, 1) * 1e-2 + (t === 20011 ? 50 : 0),
        grad_norm_sq: row.grad_norm_sq + noise(t, 2) ** 6,
      })),
    ]),
  zeros: () =>
    caseOf("zeros", "exact zeros, and values that are not finite", 1000, [
      altered(opening, (row, t) => ({
        loss: t > 700 ? 0 : row.loss,
        grad_norm_sq: t > 300 && t < 340 ? Number.NaN : row.grad_norm_sq,
        v_norm_sq: t === 50 ? Number.POSITIVE_INFINITY : row.v_norm_sq,
      })),
    ]),
  row: () => caseOf("row", "one row only", 1000, [opening], { computed: 0 }),
  empty: () => ({ ...caseOf("empty", "no row yet", 1000, [opening], { computed: 0 }), history: newHistory(1) }),
  flat: () => caseOf("flat", "flat data", 1000, [flat]),
  diverging: () =>
    caseOf(
      "diverging",
      "divergence",
      1000,
      [
        altered(opening, (row, t) => {
          const blown = 10 ** (0.13 * t);
          return { loss: blown, grad_norm_sq: blown ** 2, v_norm_sq: row.v_norm_sq + blown };
        }),
      ],
      { computed: 230 },
    ),
  short: () => caseOf("short", "three steps", 3, [opening]),
  growing: () => caseOf("growing", "a million rows, growing", 1e6, millions, { computed: 20000, playhead: 1e6 }),
  million: () => caseOf("million", "a million rows", 1e6, millions),
};
