/** A start as the text of link keys, and whether a link can hold it. */
import type { LaneConfig } from "../../../lora/experiment";
import type { Factors } from "../../../lora/origin/saddle";
import type { Matrix } from "../../../math/matrix";
import { MAX_ENTRIES } from "../../../permalink/kinds";

/** Initializations that take BA out of W0: another V_0 would be another problem. */
const moveW0: readonly string[] = ["pissa", "olora", "lora-ga"];

/** Why this start cannot be run by a link; null if it can. */
export function whyNot({ B, A }: Factors, { init }: Pick<LaneConfig, "init">): string | null {
  if (moveW0.includes(init)) return "This initialization also moves W₀, so another start is only tried here, not run.";
  const entries = Math.max(B.data.length, A.data.length);
  if (entries <= MAX_ENTRIES) return null;
  return `A link holds factors of at most ${MAX_ENTRIES} entries and these have ${entries}: the start is only tried here. The initializations gauss, stable and unstable start near V = 0 at any size.`;
}

const matrixText = ({ rows, columns, data }: Matrix) =>
  Array.from({ length: rows }, (_, i) =>
    // Fifteen digits: what an addition has left of −0.8 is written −0.8 again.
    Array.from(data.subarray(i * columns, (i + 1) * columns), (x) => String(Number(x.toPrecision(15)) + 0)).join(":"),
  )
    .join("/")
    .replaceAll("e+", "e");

/** Keys and values, in an order in which each is valid once those before it are set. */
export function startKeys({ B, A }: Factors): readonly (readonly [key: string, text: string])[] {
  return [
    ["init", "user"],
    ["v0norm", "drawn"],
    ["alpha", "r"],
    ["B", matrixText(B)],
    ["A", matrixText(A)],
  ];
}
