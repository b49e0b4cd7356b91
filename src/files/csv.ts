/**
 * Numbers as text: one row a line, separated by commas, semicolons, tabs or blanks. A first line of names and lines that start
 * with # are passed over. Numbers are written with a point.
 */
import { matrix } from "../math/matrix";
import { FileFault, type FileTensor, MAX_FILE_SIDE, matrixShape, requireFinite } from "./types";

/** What cannot be part of a number: the first of these that occurs separates. */
const separators = [";", "\t", ","] as const;

/** No two ways to match one text, so that refusing takes linear time. */
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const notFinite = /^[+-]?(nan|inf|infinity)$/i;

/** Throws a FileFault. */
export function parseCsv(bytes: Uint8Array): FileTensor {
  const rows = rowsOf(textOf(bytes));
  const columns = rows[0]?.length ?? 0;
  const uneven = rows.findIndex((row) => row.length !== columns);
  if (uneven >= 0) {
    throw new FileFault(`Row ${uneven + 1} has ${rows[uneven]!.length} entries; the rows before have ${columns}.`);
  }
  const shape = [rows.length, columns];
  return {
    name: "",
    dtype: "text",
    shape,
    read() {
      const { rows: m, columns: n } = matrixShape(shape);
      const data = new Float64Array(m * n);
      rows.forEach((row, i) => {
        row.forEach((cell, j) => {
          data[i * n + j] = numberOf(cell, i, j);
        });
      });
      const read = matrix(m, n, data);
      requireFinite(read);
      return read;
    },
  };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FileFault("The file is neither .npy nor .safetensors nor UTF-8 text.");
  }
}

/** The cells of each row of numbers. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const separator = separators.find((each) => lines.some((line) => line.includes(each)));
  const cells = lines.map((line) => {
    const trimmed = line.trim();
    return separator ? trimmed.split(separator, MAX_FILE_SIDE + 1).map((cell) => cell.trim()) : trimmed.split(/\s+/);
  });
  const isHeader = cells[0]?.every((cell) => !isNumber(cell)) && cells.length > 1;
  const rows = isHeader ? cells.slice(1) : cells;
  if (rows.length === 0) throw new FileFault("The file holds no numbers.");
  return rows;
}

const isNumber = (cell: string) => decimal.test(cell) || notFinite.test(cell);

function numberOf(cell: string, i: number, j: number): number {
  if (decimal.test(cell)) return Number(cell);
  if (notFinite.test(cell)) return Number.NaN;
  const place = `row ${i + 1}, column ${j + 1}`;
  const shown = cell.length > 20 ? `${cell.slice(0, 20)}…` : cell;
  throw new FileFault(
    cell === "" ? `The cell in ${place} is empty.` : `The cell in ${place} is “${shown}”, no number.`,
  );
}
