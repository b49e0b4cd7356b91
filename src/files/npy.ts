/**
 * NumPy's .npy (versions 1 to 3): a magic, a header that is a Python dict of descr, fortran_order and shape, then the entries.
 * The header is matched, never evaluated. Not read: structured, complex and object dtypes.
 */
import { matrix } from "../math/matrix";
import { bytesOf, type NumberFormat, readNumbers } from "./numbers";
import { FileFault, type FileTensor, matrixShape, requireFinite } from "./types";

const MAGIC = "\u0093NUMPY";
/** NumPy itself refuses longer headers unless told otherwise. */
const MAX_HEADER = 10_000;

const formats: Readonly<Record<string, NumberFormat>> = {
  f2: "f16",
  f4: "f32",
  f8: "f64",
  i1: "i8",
  i2: "i16",
  i4: "i32",
  i8: "i64",
  u1: "u8",
  u2: "u16",
  u4: "u32",
  u8: "u64",
  b1: "bool",
};

export function isNpy(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/** Throws a FileFault. */
export function parseNpy(bytes: Uint8Array): FileTensor {
  const { text, end } = headerOf(bytes);
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined) throw new FileFault("The .npy header names no plain dtype; structured arrays are not read.");
  if (order === undefined || sizes === undefined) throw new FileFault("The .npy header names no order or no shape.");
  const format = Object.hasOwn(formats, descr.slice(1)) ? formats[descr.slice(1)] : undefined;
  if (!format || !/^[<>|=]/.test(descr)) {
    throw new FileFault(`The dtype is ${descr.slice(0, 20)}; real numbers and booleans are read.`);
  }
  const shape = (sizes.match(/\d+/g) ?? []).map(Number);
  const body = bytes.subarray(end);
  return {
    name: "",
    dtype: descr,
    shape,
    read() {
      const { rows, columns } = matrixShape(shape);
      const needed = rows * columns * bytesOf(format);
      if (body.length < needed) {
        throw new FileFault(
          `The file is cut off: ${rows}×${columns} entries of ${descr} need ${needed} bytes, and ${body.length} are there.`,
        );
      }
      const stored = readNumbers(body, rows * columns, format, !descr.startsWith(">"));
      const data =
        order === "True" ? stored.map((_, e) => stored[(e % columns) * rows + Math.floor(e / columns)]!) : stored;
      const read = matrix(rows, columns, data);
      requireFinite(read);
      return read;
    },
  };
}

function headerOf(bytes: Uint8Array): { readonly text: string; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) throw new FileFault(`The .npy version is ${version}; versions 1 to 3 are read.`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new FileFault("The file is cut off within its header.");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER) throw new FileFault(`The .npy header has ${length} bytes; at most ${MAX_HEADER} are read.`);
  if (bytes.length < start + length) throw new FileFault("The file is cut off within its header.");
  return { text: latin1(bytes.subarray(start, start + length)), end: start + length };
}

/** One character a byte: never fails. */
function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
