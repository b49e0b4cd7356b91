/** The picture of the origin in words: where the start lies by V = 0, when it leaves, and where other starts end. */

import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import { emptyExtremes } from "../../../charts/geometry/reading";
import type { LaneHistory } from "../../../history/types";
import type { Basin } from "../../../lora/origin/basins";
import type { Place, PlaneChoice, Preview, SaddleFacts } from "../../../protocol/plane";

/** An unstable part of V_0 up to this share of it is what rounding leaves of none. */
const ROUNDING = 1e-12;
/** A start with less than this share of it flows towards the origin first, wherever it starts: the linear part there counts. */
const ALMOST_STABLE = 0.1;

const text = (value: number) => flatText(numberText(value, 3));
const percent = (share: number) => `${flatText(numberText(100 * share, 2))}\u202f%`;

export function choiceName(choice: PlaneChoice): string {
  switch (choice) {
    case "exact":
      return "b and a";
    case "saddle":
      return "unstable and stable at 0";
    case "ends":
      return "V₀ and V_T";
    case "principal":
      return "principal directions";
    default:
      return choice satisfies never;
  }
}

export function axisNames(choice: PlaneChoice): readonly [string, string] {
  switch (choice) {
    case "exact":
      return ["b", "a"];
    case "saddle":
      // Its axes are the directions themselves, which bear their names.
      return ["", ""];
    case "ends":
      return ["along V₀", "towards V_T"];
    case "principal":
      return ["1st", "2nd"];
    default:
      return choice satisfies never;
  }
}

/** The first kept iterate with a loss of at most `level`; null if none. By halving: a bucket is looked into only if it holds one. */
export function firstBelow(history: LaneHistory, level: number): number | null {
  const extremes = emptyExtremes();
  const holds = (from: number, to: number) => history.extremes("loss", from, to, extremes).min <= level;
  if (history.rows === 0 || !holds(0, history.rows)) return null;
  let [low, high] = [0, history.rows];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(low, middle)) high = middle;
    else low = middle;
  }
  return history.stepAt(low);
}

export interface StartFacts {
  readonly saddle: SaddleFacts;
  /** when the run's loss fell below that of the origin by σ₁²/(4L); null if it has not */
  readonly escaped: number | null;
  readonly isQuadratic: boolean;
  readonly isNear: boolean;
}

/** Where V_0 lies by the stationary point, and what follows. */
export function startWords({ saddle, escaped, isQuadratic, isNear }: StartFacts): string {
  const { norm, stable, unstable, neutral, sigma1, eta } = saddle;
  if (norm === 0) {
    return sigma1 > 0
      ? "V₀ = 0 is stationary whatever the loss: the gradient is exactly 0, so nothing moves. Nudge it (N) along the unstable direction and it leaves."
      : "V₀ = 0 is stationary whatever the loss, and ∇ℓ(W₀) = 0: W₀ itself is stationary, no direction leads away.";
  }
  const distance = `V₀ is ${text(norm)} from V = 0`;
  if (sigma1 === 0) return `${distance}. ∇ℓ(W₀) = 0: no direction at the origin is stable or unstable.`;
  if (unstable <= ROUNDING * norm && neutral <= ROUNDING * norm) {
    const where = `${distance}, on its stable directions`;
    if (escaped === null) return `${where}: descent flows into the origin although the minimum is elsewhere.`;
    const factor = `by 1 + ησ₁ = ${text(1 + eta * sigma1)} a step`;
    return isQuadratic
      ? `${where} up to rounding (unstable part ${text(unstable)}). Round-off grew ${factor} and ejected the run at t = ${stepText(escaped)}.`
      : `${where}, but where a run stays is curved for this loss, off by O(‖V‖³): what was off grew ${factor} and left at t = ${stepText(escaped)}.`;
  }
  const parts = [
    `${text(stable)} along stable directions`,
    `${text(unstable)} along unstable ones`,
    ...(neutral > ROUNDING * norm ? [`${text(neutral)} along neither`] : []),
  ];
  return [
    `${distance}: ${parts.join(", ")}.`,
    ...(isNear || unstable < ALMOST_STABLE * norm ? [escapeWords(saddle.predicted, escaped, "run")] : []),
  ].join(" ");
}

/** Predicted and measured escape. */
export function escapeWords(predicted: number, escaped: number | null, what: "run" | "path"): string {
  const guess = Number.isFinite(predicted)
    ? `predicted at t ≈ ${stepText(predicted)}`
    : Number.isNaN(predicted)
      ? "not predicted for a step that is not along −∇J"
      : "not predicted: nothing leads away";
  const seen =
    escaped === null ? `not seen ${what === "run" ? "so far" : "on this path"}` : `seen at t = ${stepText(escaped)}`;
  return `Escape ${guess}, ${seen}.`;
}

/** How much of the way the plane holds. */
export function shareWords({ choice, share }: Pick<Place, "choice" | "share">): string | null {
  if (choice === "exact" || share === null) return null;
  return `The plane holds ${percent(share)} of the path's length; what lies beside it is paler.`;
}

export function basinName({ kind, loss, side }: Basin, isExact: boolean): string {
  switch (kind) {
    case "minimum": {
      const at = `J = ${text(Math.abs(loss) < 1e-12 ? 0 : loss)}`;
      if (side === 0) return at;
      return isExact ? `${at}, b ${side > 0 ? ">" : "<"} 0` : `${at}, ${side > 0 ? "this" : "the other"} side of V = 0`;
    }
    case "origin":
      return `V = 0, J = ${text(loss)}`;
    case "moving":
      return "still under way";
    case "diverged":
      return "diverged";
    default:
      return kind satisfies never;
  }
}

/** A path from another start. */
export function pathWords(
  { trail, escaped, predicted, loss }: Preview,
  basin: Basin,
  steps: number,
  isExact: boolean,
): string {
  const [x, y] = [trail.x[0]!, trail.y[0]!];
  const end = basin.kind === "moving" ? `J = ${text(loss)}, ${basinName(basin, isExact)}` : basinName(basin, isExact);
  return `From (${text(x)}, ${text(y)}), after ${stepText(steps)} steps: ${end}. ${escapeWords(predicted, escaped, "path")}`;
}
