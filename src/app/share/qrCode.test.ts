import jsQR from "jsqr";
import { describe, expect, test } from "vitest";
import { presets } from "../../lessons/presets";
import { MAX_QR_BYTES, type QrCode, qrCodeOf } from "./qrCode";

/** Pixels to a module. */
const SCALE = 3;

/** The picture that a path of rectangles draws, black on white, for a reader that shares no code with what wrote it. */
function pictureOf({ side, path }: QrCode): Uint8ClampedArray {
  const width = SCALE * side;
  const pixels = new Uint8ClampedArray(4 * width * width).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    const [left, top, run] = [SCALE * Number(x), SCALE * Number(y), SCALE * Number(length)];
    for (let row = top; row < top + SCALE; row++)
      for (let column = left; column < left + run; column++)
        pixels.fill(0, 4 * (row * width + column), 4 * (row * width + column) + 3);
  }
  return pixels;
}

function read(code: QrCode): string | undefined {
  const width = SCALE * code.side;
  return jsQR(pictureOf(code), width, width, { inversionAttempts: "dontInvert" })?.data;
}

describe("a QR code", () => {
  test.each([
    "https://example.org/#v=1",
    ...presets.map(({ link }) => `https://example.org/lora-descent/${link}`),
    `https://example.org/#v=1&m=20&n=20&target=${Array.from({ length: 40 }, (_, i) => i / 8).join(":")}`,
  ])("of %s is read back by an independent reader", (text) => {
    expect(read(qrCodeOf(text)!)).toBe(text);
  });

  test("is the smallest of its text, with the most correction that fits into it", () => {
    // Bytes that versions 1 and 2 hold, from the tables of ISO/IEC 18004.
    expect(qrCodeOf("a".repeat(7))).toMatchObject({ modules: 21, level: "H" });
    expect(qrCodeOf("a".repeat(11))).toMatchObject({ modules: 21, level: "Q" });
    expect(qrCodeOf("a".repeat(14))).toMatchObject({ modules: 21, level: "M" });
    expect(qrCodeOf("a".repeat(17))).toMatchObject({ modules: 21, level: "L" });
    expect(qrCodeOf("a".repeat(18))).toMatchObject({ modules: 25, level: "Q" });
  });

  test("has four light modules on each side", () => {
    const { modules, side, path } = qrCodeOf("https://example.org/#v=1")!;
    expect(side).toBe(modules + 8);
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => [Number(x), Number(y), Number(run)]);
    expect(Math.min(...runs.map(([x]) => x!))).toBe(4);
    expect(Math.max(...runs.map(([x, , run]) => x! + run!))).toBe(side - 4);
    expect(Math.min(...runs.map(([, y]) => y!))).toBe(4);
    expect(Math.max(...runs.map(([, y]) => y!))).toBe(side - 5);
  });

  test("holds 2953 bytes and no more", () => {
    expect(qrCodeOf("a".repeat(MAX_QR_BYTES))).toMatchObject({ modules: 177, level: "L" });
    expect(qrCodeOf("a".repeat(MAX_QR_BYTES + 1))).toBeNull();
    expect(qrCodeOf("é".repeat(MAX_QR_BYTES / 2 + 1))).toBeNull();
  });
});
