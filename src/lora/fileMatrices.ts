/**
 * Matrices of the user's files in place of the references to them. The caller finds the files; a reference whose file is not at
 * hand, or does not fit, leaves the lane as it would be without it, with one sentence on what is needed.
 */
import { type Matrix, product } from "../math/matrix";
import type { FileReference, LaneConfig } from "./experiment";

/** W, or B and A. */
export type FileMatrices = readonly [Matrix] | readonly [Matrix, Matrix];

export interface Filled {
  readonly config: LaneConfig;
  /** what is not there, or does not fit; one sentence each */
  readonly faults: readonly string[];
}

const what = { targetFile: "target", W0File: "frozen weights", adapterFile: "start" } as const;

export function withFiles(config: LaneConfig, find: (reference: FileReference) => FileMatrices | null): Filled {
  const faults: string[] = [];
  const take = (key: keyof typeof what): FileMatrices | null => {
    const reference = config[key];
    if (reference === null) return null;
    const { name, hash, rows, columns, rank } = reference;
    const shape = `${rows}×${columns}`;
    if (rows !== config.m || columns !== config.n) {
      faults.push(
        `The ${what[key]} in ${name} is ${shape}, and W is ${config.m}×${config.n}: set m = ${rows}, n = ${columns}.`,
      );
      return null;
    }
    if (key === "adapterFile" && rank !== config.r) {
      faults.push(`The factors in ${name} are of rank ${rank}: set r = ${rank}.`);
      return null;
    }
    const found = find(reference);
    if (!found) {
      const kind = rank === null ? shape : `factors of ${shape}, rank ${rank}`;
      faults.push(
        `The ${what[key]} is in the file ${name} (${kind}, SHA-256 ${hash}…), which a link does not carry: choose that file. Until then this run does without it.`,
      );
    }
    return found;
  };
  const W0 = take("W0File")?.[0] ?? config.W0;
  const [first, second] = take("targetFile") ?? [];
  const target = first && second ? sum(W0, product(first, second)) : (first ?? config.target);
  const [B, A] = take("adapterFile") ?? [];
  return { config: { ...config, W0, target, B: B ?? config.B, A: A ?? config.A }, faults };
}

function sum(X: Matrix | null, Y: Matrix): Matrix {
  return X === null ? Y : { ...Y, data: Y.data.map((y, e) => y + X.data[e]!) };
}
