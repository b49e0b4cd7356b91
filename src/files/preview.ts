/** What the page shows of a file and takes from it: the names of what it holds, and one matrix or pair of factors. */
import { frobenius, type Matrix, product } from "../math/matrix";
import { svd } from "../math/singularValues";
import { MAX_ENTRY_NAME, plainName, type ReadFile, type SelectedEntry } from "./entries";
import { adapterPairs, readFile, readPair } from "./read";
import { sha256 } from "./sha256";
import type { FileTensor } from "./types";

/** Entries that a list shows; an adapter of a large model has hundreds. */
const MAX_LISTED = 2000;
const HASH_DIGITS = 16;
/** Smaller side of a matrix whose singular values are computed at once. */
const SPECTRUM_LIMIT = 192;

/** Reads a file and one of its entries, by its name or as a link writes that; else the first matrix. Throws a FileFault. */
export function previewFile(name: string, bytes: Uint8Array, select: string | null): ReadFile {
  const file = readFile(name, bytes);
  const pairs = adapterPairs(file).map((pair) => ({
    entry: {
      name: pair.name,
      kind: "pair" as const,
      dtype: pair.A.dtype,
      shape: [pair.B.shape[0]!, pair.A.shape[1]!, pair.A.shape[0]!], // pairs are of two dimensions
    },
    read: () => {
      const { B, A } = readPair(pair);
      return [B, A];
    },
  }));
  const matrices = file.tensors.map((tensor: FileTensor) => ({
    entry: { name: tensor.name, kind: "matrix" as const, dtype: tensor.dtype, shape: tensor.shape },
    read: () => [tensor.read()],
  }));
  const all = [...pairs, ...matrices].slice(0, MAX_LISTED);
  const chosen =
    all.find(({ entry }) => entry.name === select) ??
    all.find(({ entry }) => plainName(entry.name, MAX_ENTRY_NAME) === select) ??
    // Where the first is a vector, as a bias is, the first matrix; a file holds at least one tensor.
    all.find(({ entry }) => entry.kind === "pair" || entry.shape.length === 2) ??
    all[0]!;
  const read = chosen.read();
  return {
    name,
    format: file.format,
    hash: hashOf(bytes),
    bytes: bytes.length,
    entries: all.map(({ entry }) => entry),
    selected: { ...chosen.entry, matrices: read, ...measuresOf(read) },
  };
}

export const hashOf = (bytes: Uint8Array): string => sha256(bytes).slice(0, HASH_DIGITS);

/** Of W, or of BA, whose rank is at most that of its factors. */
function measuresOf(matrices: readonly Matrix[]): Pick<SelectedEntry, "norm" | "singularValues"> {
  const W = matrices.length === 1 ? matrices[0]! : product(matrices[0]!, matrices[1]!);
  const rank = Math.min(W.rows, W.columns, ...(matrices.length === 2 ? [matrices[0]!.columns] : []));
  const isSmall = Math.min(W.rows, W.columns) <= SPECTRUM_LIMIT;
  return { norm: frobenius(W), singularValues: isSmall ? svd(W).sigma.slice(0, rank) : null };
}
