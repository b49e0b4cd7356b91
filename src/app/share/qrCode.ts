/** A text as a QR code: the smallest one that holds it, with the highest error correction that fits into that size. */
import { encode } from "uqr";

export interface QrCode {
  /** modules on a side, without the quiet zone */
  readonly modules: number;
  /** modules on a side, with it */
  readonly side: number;
  readonly level: Level;
  /** the dark modules as the `d` of an SVG path, in modules */
  readonly path: string;
}

const levels = ["L", "M", "Q", "H"] as const;
type Level = (typeof levels)[number];

/** The share of a code that each level can do without. */
export const recovered: Readonly<Record<Level, string>> = { L: "7 %", M: "15 %", Q: "25 %", H: "30 %" };

/** Light modules that the standard asks for around a code. */
const QUIET_ZONE = 4;

/** Bytes that the largest code (version 40, level L) holds. */
export const MAX_QR_BYTES = 2953;

/** Null if the text is too long for any code. */
export function qrCodeOf(text: string): QrCode | null {
  if (new TextEncoder().encode(text).length > MAX_QR_BYTES) return null;
  const { version } = encode(text, { ecc: "L" });
  // Fewer modules are larger ones, which carry further than more correction does.
  const level = levels.findLast((ecc) => fits(text, ecc, version)) ?? "L";
  const { data } = encode(text, { ecc: level, maxVersion: version, border: QUIET_ZONE });
  return { modules: data.length - 2 * QUIET_ZONE, side: data.length, level, path: pathOf(data) };
}

function fits(text: string, ecc: Level, maxVersion: number): boolean {
  try {
    encode(text, { ecc, maxVersion });
    return true;
  } catch {
    return false;
  }
}

/** A rectangle for each run of dark modules in a row. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  let path = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const from = x;
      while (row[x]) x++;
      if (x > from) path += `M${from} ${y}h${x - from}v1h${from - x}z`;
    }
  });
  return path;
}
