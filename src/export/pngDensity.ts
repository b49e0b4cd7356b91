/** Writes into a PNG how large it is meant to be: the chunk pHYs, pixels a metre, before the image's data (PNG, third edition, 11.3.4.3). */

const SIGNATURE = 8;
/** length, type, CRC */
const FRAME = 12;
const INCH = 0.0254;

export function withDensity(png: Uint8Array, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const headerEnd = SIGNATURE + FRAME + view.getUint32(SIGNATURE);
  const chunk = physicalSize(Math.round(dotsPerInch / INCH));
  const written = new Uint8Array(png.length + chunk.length);
  written.set(png.subarray(0, headerEnd));
  written.set(chunk, headerEnd);
  written.set(png.subarray(headerEnd), headerEnd + chunk.length);
  return written;
}

function physicalSize(perMetre: number): Uint8Array {
  const chunk = new Uint8Array(FRAME + 9);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4); // pHYs
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1; // the unit is the metre
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  return chunk;
}

/** CRC-32 of ISO 3309, as PNG has it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
