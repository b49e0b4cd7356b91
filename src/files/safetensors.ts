/**
 * .safetensors: eight bytes of header length, a JSON object of name → dtype, shape and place, then the entries, row by row and
 * little-endian. Offsets are checked against the file before anything is read.
 */
import { matrix } from "../math/matrix";
import { bytesOf, type NumberFormat, readNumbers } from "./numbers";
import { FileFault, type FileTensor, matrixShape, requireFinite } from "./types";

const LENGTH_BYTES = 8;
/** Some ten thousand tensors. */
const MAX_HEADER = 4 * 2 ** 20;

const formats: Readonly<Record<string, NumberFormat>> = {
  F16: "f16",
  BF16: "bf16",
  F32: "f32",
  F64: "f64",
  I8: "i8",
  I16: "i16",
  I32: "i32",
  I64: "i64",
  U8: "u8",
  U16: "u16",
  U32: "u32",
  U64: "u64",
  BOOL: "bool",
};

/** Whether the bytes begin as the format does: a length that fits, then an object. */
export function isSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > LENGTH_BYTES && bytes[LENGTH_BYTES] === 0x7b && bytes[7] === 0 && bytes[6] === 0;
}

/** Throws a FileFault. */
export function parseSafetensors(bytes: Uint8Array): readonly FileTensor[] {
  if (bytes.length < LENGTH_BYTES) throw new FileFault("The file is cut off within its header.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > MAX_HEADER) throw new FileFault(`The header has ${length} bytes; at most ${MAX_HEADER} are read.`);
  if (LENGTH_BYTES + length > bytes.length) throw new FileFault("The file is cut off within its header.");
  const body = bytes.subarray(LENGTH_BYTES + length);
  const header = objectOf(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
  const tensors = Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, entry]) => tensorOf(name, entry, body));
  if (tensors.length === 0) throw new FileFault("The file names no tensor.");
  return tensors;
}

function objectOf(bytes: Uint8Array): object {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FileFault("The header is not UTF-8.");
  }
  try {
    const header: unknown = JSON.parse(text);
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return header;
  } catch {
    // said below
  }
  throw new FileFault("The header is no JSON object.");
}

function tensorOf(name: string, entry: unknown, body: Uint8Array): FileTensor {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  const {
    dtype,
    shape,
    data_offsets: offsets,
  } = (typeof entry === "object" && entry !== null ? entry : {}) as Readonly<Record<string, unknown>>; // a record of anything: each field is checked
  if (typeof dtype !== "string" || !isIndices(shape) || !isIndices(offsets) || offsets.length !== 2) {
    throw new FileFault(`The tensor ${shown} lacks a dtype, a shape or its offsets.`);
  }
  return {
    name,
    dtype,
    shape,
    read() {
      const format = Object.hasOwn(formats, dtype) ? formats[dtype] : undefined;
      if (!format) throw new FileFault(`The dtype of ${shown} is ${dtype.slice(0, 20)}; real numbers are read.`);
      const { rows, columns } = matrixShape(shape);
      const needed = rows * columns * bytesOf(format);
      const [from, to] = offsets as readonly [number, number];
      if (to - from !== needed) {
        throw new FileFault(
          `The tensor ${shown} is ${rows}×${columns} of ${dtype}, ${needed} bytes, but its place has ${to - from}.`,
        );
      }
      if (to > body.length) throw new FileFault(`The file is cut off: ${shown} ends at ${to} of ${body.length} bytes.`);
      const read = matrix(rows, columns, readNumbers(body.subarray(from, to), rows * columns, format));
      requireFinite(read);
      return read;
    },
  };
}

function isIndices(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= 8 && value.every((x) => Number.isSafeInteger(x) && x >= 0);
}
