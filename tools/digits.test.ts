import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildFile, reduced, trainClassifier } from "./digits.mjs";

describe("public/digits.bin", () => {
  const stored = readFileSync("public/digits.bin");
  const headerEnd = 8 + stored.readUInt32LE(4);
  const header = JSON.parse(stored.toString("ascii", 8, headerEnd));

  it("carries the hash of its payload, which starts at a multiple of 8", () => {
    expect(headerEnd % 8).toBe(0);
    expect(createHash("sha256").update(stored.subarray(headerEnd)).digest("hex")).toBe(header.sha256);
  });

  it("is what the tool makes from the package", () => {
    expect(buildFile().equals(stored)).toBe(true);
  });
});

describe("reduced", () => {
  it("averages 4×4 blocks of the image padded by two", () => {
    const raw = new Array(784).fill(0);
    raw[0] = 1; // in the padded image at (2, 2): block (0, 0)
    raw[2 * 28 + 2] = 1; // at (4, 4): block (1, 1)
    raw[27 * 28 + 27] = 0.5; // at (29, 29): block (7, 7)
    const image = reduced(raw, 0);
    expect([image[0], image[9], image[63]]).toEqual([16, 16, 8]);
    expect(image.reduce((a, b) => a + b)).toBe(40);
  });
});

describe("trainClassifier", () => {
  it("takes 300 steps of 1/L from 0: on one blank image the weights follow the scalar recursion", () => {
    // One image, all pixels 0: only the constant feature. L = 1/2, so W_c ← W_c − 2(p_c − y_c), and p depends on two numbers.
    const W = trainClassifier(new Uint8Array(64), new Uint8Array([3]));
    let [own, other] = [0, 0];
    for (let t = 0; t < 300; t++) {
      const p = Math.exp(own) / (Math.exp(own) + 9 * Math.exp(other));
      own -= 2 * (p - 1);
      other -= (2 * (1 - p)) / 9;
    }
    expect(W[3 * 65 + 64]).toBeCloseTo(own, 10);
    expect(W[4 * 65 + 64]).toBeCloseTo(other, 10);
    expect(W.filter((_, i) => i % 65 !== 64).every((w) => w === 0)).toBe(true);
  });
});
