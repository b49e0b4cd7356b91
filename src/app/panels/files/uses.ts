/** What a matrix of a file can be used as, and what the link then says. Small matrices stand in the link itself. */
import type { ReadFile } from "../../../files/entries";
import type { FileReference, LaneConfig } from "../../../lora/experiment";
import { lossOf } from "../../../lora/families";
import type { Matrix } from "../../../math/matrix";
import { file as fileKind, matrix as matrixKind } from "../../../permalink/kinds";

export type Use = "target" | "W0" | "start";

/** Entries of a matrix that a link carries without becoming unwieldy. */
const CARRIED = 64;

export const labels: Readonly<Record<Use, string>> = {
  target: "target W*, to be learned",
  W0: "frozen weights W₀",
  start: "start of B and A",
};

/** Null if the entry can be used so, else why not. */
export function hindrance(use: Use, { selected }: ReadFile, lane: LaneConfig): string | null {
  const loss = lossOf(lane.loss);
  if (loss.shape) return `the shape of ${loss.label} is dictated by its data`;
  if (use === "target" && !loss.parameters.includes("target"))
    return `${loss.label} has no target: choose a loss that has one`;
  if (use === "start" && selected.kind !== "pair") return "a start needs the two factors of an adapter";
  if (use === "W0" && selected.kind === "pair") return "frozen weights are one matrix";
  if (use === "start" && selected.matrices[1]!.rows > 256) return "the rank is above 256";
  return null;
}

/** Values of the keys that put it to use. */
export function textsOf(use: Use, { selected }: ReadFile, reference: FileReference): Readonly<Record<string, string>> {
  const { rows, columns, rank } = reference;
  const carried = selected.matrices.every(({ data }) => data.length <= CARRIED);
  const inline = (M: Matrix | undefined) => (M && carried ? matrixKind.write(M) : "none");
  const named = carried ? "none" : fileKind.write(reference);
  const size = { m: String(rows), n: String(columns) };
  const [first, second] = selected.matrices;
  switch (use) {
    case "target":
      // The product of two factors is in the file alone.
      return rank === null
        ? { ...size, target: inline(first), targetFile: named }
        : { ...size, target: "none", targetFile: fileKind.write(reference) };
    case "W0":
      return { ...size, W0: inline(first), W0File: named };
    case "start":
      return { ...size, r: String(rank), init: "user", B: inline(first), A: inline(second), adapterFile: named };
    default:
      return use satisfies never;
  }
}
