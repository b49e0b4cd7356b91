import { crc32, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { withDensity } from "./pngDensity";

/** A PNG of one grey pixel, its checksums by zlib. */
function onePixel(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8 + body.length);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), 4 + body.length);
    return frame;
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from([0, 128]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly isWhole: boolean;
}

function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    const isWhole = crc32(body) === png.readUInt32BE(at + 8 + length);
    chunks.push({ type: body.toString("latin1", 0, 4), data: body.subarray(4), isWhole });
    at += 12 + length;
  }
  return chunks;
}

describe("withDensity", () => {
  test.each([96, 192, 288, 600])("%i dots an inch stand before the image's data, with a valid checksum", (dpi) => {
    const before = onePixel();
    const chunks = chunksOf(Buffer.from(withDensity(before, dpi)));
    expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "pHYs", "IDAT", "IEND"]);
    expect(chunks.every(({ isWhole }) => isWhole)).toBe(true);
    const { data } = chunks[1]!;
    expect(data.readUInt32BE(0) * 0.0254).toBeCloseTo(dpi, 1);
    expect([data.readUInt32BE(4), data[8]]).toEqual([data.readUInt32BE(0), 1]);
    expect(chunks[2]).toEqual(chunksOf(before)[1]);
  });
});
