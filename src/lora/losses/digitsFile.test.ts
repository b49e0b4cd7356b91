import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDigits } from "./digitsFile";

function file(): ArrayBuffer {
  const bytes = readFileSync("public/digits.bin");
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** The file with its header rewritten by `change`, padded to the old length. */
function withHeader(change: (header: Record<string, unknown>) => void): ArrayBuffer {
  const bytes = Buffer.from(file());
  const length = bytes.readUInt32LE(4);
  const header = JSON.parse(bytes.toString("ascii", 8, 8 + length));
  change(header);
  bytes.write(JSON.stringify(header).padEnd(length).slice(0, length), 8, "ascii");
  return new Uint8Array(bytes).buffer;
}

/** Share of rows whose largest score W x is at the label, and their mean cross-entropy. */
function judge({ X, Y }: { X: { rows: number; data: Float64Array }; Y: { data: Float64Array } }, W: Float64Array) {
  let right = 0;
  let loss = 0;
  for (let s = 0; s < X.rows; s++) {
    const score = Array.from({ length: 10 }, (_, c) =>
      Array.from({ length: 65 }, (_, j) => W[c * 65 + j]! * X.data[s * 65 + j]!).reduce((a, b) => a + b),
    );
    const label = Y.data.subarray(s * 10, s * 10 + 10).indexOf(1);
    if (score.indexOf(Math.max(...score)) === label) right++;
    loss += Math.log(score.reduce((sum, z) => sum + Math.exp(z), 0)) - score[label]!;
  }
  return { accuracy: right / X.rows, loss: loss / X.rows };
}

describe("parseDigits", () => {
  const digits = parseDigits(file());

  it("splits the images into the halves 0–4 and 5–9 for training and test", () => {
    const halves = [digits.trainSource, digits, digits.testSource, digits.testTarget];
    expect(halves.map(({ X, Y }) => [X.rows, X.columns, Y.rows, Y.columns])).toEqual([
      [1000, 65, 1000, 10],
      [1000, 65, 1000, 10],
      [500, 65, 500, 10],
      [500, 65, 500, 10],
    ]);
    const counts = halves.map(({ Y }) =>
      Array.from({ length: 10 }, (_, c) => Y.data.filter((y, i) => y === 1 && i % 10 === c).length),
    );
    expect(counts).toEqual([
      [200, 200, 200, 200, 200, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 200, 200, 200, 200, 200],
      [100, 100, 100, 100, 100, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 100, 100, 100, 100, 100],
    ]);
  });

  it("gives pixels in [0, 1] with a constant 1 appended", () => {
    for (const { X } of [digits.trainSource, digits, digits.testSource, digits.testTarget]) {
      expect(X.data.every((x) => x >= 0 && x <= 1)).toBe(true);
      expect(X.data.filter((_, i) => i % 65 === 64).every((x) => x === 1)).toBe(true);
    }
  });

  it("gives frozen weights that know 0–4 and nothing of 5–9", () => {
    // Figures of the same recipe in NumPy.
    expect(judge(digits.testSource, digits.W0.data).accuracy).toBe(0.936);
    expect(judge(digits.testTarget, digits.W0.data).accuracy).toBe(0);
    expect(judge(digits.trainSource, digits.W0.data).loss).toBeCloseTo(0.2861017180261764, 12);
  });

  it.each([
    [
      "something else",
      () => new TextEncoder().encode("<!doctype html>").buffer as ArrayBuffer,
      /does not begin with DIG8/,
    ],
    ["an empty file", () => new ArrayBuffer(0), /does not begin with DIG8/],
    ["a file cut within the header", () => file().slice(0, 100), /the header alone needs \d+ bytes/],
    ["a file cut within the payload", () => file().slice(0, 5000), /5000 bytes, expected \d+/],
    ["a broken header", () => withHeader((h) => Object.assign(h, { magic: "x".repeat(900) })), /header is not JSON/],
    ["another magic", () => withHeader((h) => Object.assign(h, { magic: "other" })), /magic is other/],
    ["a later version", () => withHeader((h) => Object.assign(h, { version: 2 })), /version 2 is not known/],
    ["impossible counts", () => withHeader((h) => Object.assign(h, { testPerDigit: -1 })), /testPerDigit is not/],
  ])("says what is wrong with %s", (_, broken, message) => {
    expect(() => parseDigits(broken())).toThrow(message);
  });
});
