/** What the page learns of a file: plain data, so that it crosses from the worker. */
import type { Matrix } from "../math/matrix";

export type FileFormat = "npy" | "csv" | "safetensors";

/** Something in a file that can be used. */
export interface FileEntry {
  /** of the tensor, or what the names of a pair begin with */
  readonly name: string;
  readonly kind: "matrix" | "pair";
  readonly dtype: string;
  readonly shape: readonly number[];
}

export interface SelectedEntry extends FileEntry {
  /** W, or B and A */
  readonly matrices: readonly Matrix[];
  /** ‖W‖ or ‖BA‖ */
  readonly norm: number;
  /** of W or BA, decreasing; null where W is too large to decompose at once */
  readonly singularValues: Float64Array | null;
}

/** A name in the characters that no program escapes in a link: how references name files and what is in them. */
export function plainName(name: string, most: number): string {
  return name.replace(/[^\w.-]/g, "_").slice(0, most);
}

/** Longest names in a reference. */
export const MAX_FILE_NAME = 100;
export const MAX_ENTRY_NAME = 200;

export interface ReadFile {
  readonly name: string;
  readonly format: FileFormat;
  /** first digits of the SHA-256 of its bytes */
  readonly hash: string;
  readonly bytes: number;
  readonly entries: readonly FileEntry[];
  readonly selected: SelectedEntry;
}
