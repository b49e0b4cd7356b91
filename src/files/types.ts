/**
 * Matrices from files of the user: what a file holds, and what is wrong with it. Parsers are pure functions of bytes: every
 * fault is a FileFault whose message is a sentence for the user; nothing is read before its size is known to be there.
 */
import type { Matrix } from "../math/matrix";
import type { FileFormat } from "./entries";

export class FileFault extends Error {
  override readonly name = "FileFault";
}

/** A tensor in a file: its shape is known, its entries are read when asked for. */
export interface FileTensor {
  /** empty where the format has no names */
  readonly name: string;
  /** as the file writes it: <f4, BF16, text */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** The entries, row by row. Throws a FileFault if it is no matrix that fits, or an entry is not finite. */
  read(): Matrix;
}

export interface MatrixFile {
  readonly format: FileFormat;
  /** at least one */
  readonly tensors: readonly FileTensor[];
}

/** Bytes of the largest file that is read. */
export const MAX_FILE_BYTES = 64 * 2 ** 20;
/** Largest number of rows or columns. */
export const MAX_FILE_SIDE = 4096;

/** Rows and columns of a shape; throws a FileFault unless it is a matrix that a run can take. */
export function matrixShape(shape: readonly number[]): { readonly rows: number; readonly columns: number } {
  const text = `(${shape.join(", ")})`;
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined) {
    throw new FileFault(`The shape is ${text}; a matrix has two dimensions.`);
  }
  if (Math.min(rows, columns) < 1 || Math.max(rows, columns) > MAX_FILE_SIDE) {
    throw new FileFault(`The shape is ${text}; each dimension must be from 1 to ${MAX_FILE_SIDE}.`);
  }
  return { rows, columns };
}

/** Throws a FileFault that names the first entry that is not finite. */
export function requireFinite({ rows, columns, data }: Matrix): void {
  const at = data.findIndex((x) => !Number.isFinite(x));
  if (at < 0) return;
  const place = `row ${Math.floor(at / columns) + 1}, column ${(at % columns) + 1}`;
  throw new FileFault(`The entry in ${place} of ${rows}×${columns} is ${data[at]}; entries must be finite numbers.`);
}
