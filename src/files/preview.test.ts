import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { previewFile } from "./preview";
import { readFile } from "./read";

describe("previewFile", () => {
  it("shows the first matrix of a file that begins with a vector", async () => {
    const header = new TextEncoder().encode(
      JSON.stringify({
        "layer.bias": { dtype: "F64", shape: [2], data_offsets: [0, 16] },
        "layer.weight": { dtype: "F64", shape: [1, 2], data_offsets: [16, 32] },
      }),
    );
    const bytes = new Uint8Array(8 + header.length + 32);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, BigInt(header.length), true);
    bytes.set(header, 8);
    [5, 6, 3, 4].forEach((x, i) => {
      view.setFloat64(8 + header.length + 8 * i, x, true);
    });
    const { entries, selected, hash } = previewFile("a.safetensors", bytes, null);
    expect(entries.map(({ name }) => name)).toEqual(["layer.bias", "layer.weight"]);
    expect([selected.name, selected.norm, selected.singularValues![0]]).toEqual(["layer.weight", 5, 5]);
    expect(hash).toBe(createHash("sha256").update(bytes).digest("hex").slice(0, 16));
  });
});

describe("a text with many comments", () => {
  it("is read to its end", () => {
    const text = "1\n# one\n# two\n# three\n# four\n".repeat(4000);
    expect(readFile("a.csv", new TextEncoder().encode(text)).tensors[0]!.shape).toEqual([4000, 1]);
  });
});
