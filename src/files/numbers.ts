/** Numbers as files store them: how many bytes an entry takes and how it is read, by a name that both formats map to. */

export type NumberFormat =
  | "f16"
  | "bf16"
  | "f32"
  | "f64"
  | "i8"
  | "i16"
  | "i32"
  | "i64"
  | "u8"
  | "u16"
  | "u32"
  | "u64"
  | "bool";

interface Reader {
  readonly bytes: number;
  read(view: DataView, at: number, littleEndian: boolean): number;
}

const readers: Readonly<Record<NumberFormat, Reader>> = {
  f16: { bytes: 2, read: (view, at, little) => half(view.getUint16(at, little)) },
  bf16: { bytes: 2, read: (view, at, little) => brain(view.getUint16(at, little)) },
  f32: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f64: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  i8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  i16: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  i32: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  i64: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  u16: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  u32: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  u64: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  bool: { bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
};

export const bytesOf = (format: NumberFormat): number => readers[format].bytes;

/** `count` numbers from the start of the bytes, which must be that long. */
export function readNumbers(
  bytes: Uint8Array,
  count: number,
  format: NumberFormat,
  littleEndian = true,
): Float64Array<ArrayBuffer> {
  const { bytes: size, read } = readers[format];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: count }, (_, i) => read(view, size * i, littleEndian));
}

/** IEEE binary16: sign, 5 bits of exponent, 10 of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a binary32. */
function brain(bits: number): number {
  scratch.setUint32(0, bits * 2 ** 16);
  return scratch.getFloat32(0);
}
