import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createDraws } from "../math/random";
import { joined, mutatedFile, type WrittenFile } from "./files.fixtures";
import { adapterPairs, readFile, readPair } from "./read";
import { FileFault, MAX_FILE_BYTES } from "./types";

/** Written by tools/makeFileFixtures.py: NumPy's own files, and .safetensors as the format is specified. */
const written: readonly WrittenFile[] = JSON.parse(
  readFileSync(new URL("./files.fixtures.json", import.meta.url), "utf8"),
);
const bytesOf = ({ base64 }: WrittenFile) => new Uint8Array(Buffer.from(base64, "base64"));
const named = (name: string) => bytesOf(written.find((each) => each.name === name)!);
const ascii = (text: string) => new TextEncoder().encode(text);

/** A .npy file with any header, and its body. */
function npy(header: string, body: Uint8Array = new Uint8Array(), version = 1): Uint8Array {
  const head = ascii(header);
  const prefix = Uint8Array.of(0x93, ...ascii("NUMPY"), version, 0, head.length & 255, head.length >> 8);
  return joined(prefix, head, body);
}

function safetensors(header: unknown, body: Uint8Array = new Uint8Array()): Uint8Array {
  const head = typeof header === "string" ? ascii(header) : ascii(JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(head.length), true);
  return joined(length, head, body);
}

const first = (name: string, bytes: Uint8Array) => readFile(name, bytes).tensors[0]!.read();

describe("a file is read", () => {
  test.each(written.map((each) => [each.name, each.tensor ?? "", each] as const))("%s %s", (name, tensor, file) => {
    const found = readFile(name, bytesOf(file)).tensors.find((each) => each.name === tensor)!;
    const { rows, columns, data } = found.read();
    expect([rows, columns]).toEqual([file.rows.length, file.rows[0]!.length]);
    expect(Array.from(data)).toEqual(file.rows.flat());
  });

  test("by what it holds, whatever it is called", () => {
    expect(readFile("weights", named("fortran.npy")).format).toBe("npy");
    expect(readFile("weights", named("several.safetensors")).format).toBe("safetensors");
    expect(readFile("weights", named("comma.csv")).format).toBe("csv");
  });

  test("with the pairs of a PEFT adapter, B as m×r and A as r×n", () => {
    const pairs = adapterPairs(readFile("adapter.safetensors", named("adapter.safetensors")));
    expect(pairs.map(({ name }) => name)).toEqual(["base_model.model.layers.0.q_proj"]);
    const { B, A } = readPair(pairs[0]!);
    expect([B.rows, B.columns, A.rows, A.columns]).toEqual([4, 2, 2, 5]);
  });

  test("of PEFT's newer names too, and factors whose ranks differ are no pair", () => {
    const entry = (shape: readonly number[], from: number) => ({
      dtype: "F32",
      shape,
      data_offsets: [from, from + 4 * shape[0]! * shape[1]!],
    });
    const file = (B: readonly number[]) =>
      readFile(
        "x.safetensors",
        safetensors({ "q.lora_A.default.weight": entry([1, 2], 0), "q.lora_B.default.weight": entry(B, 8) }),
      );
    expect(adapterPairs(file([3, 1])).map(({ name }) => name)).toEqual(["q"]);
    expect(adapterPairs(file([3, 2]))).toEqual([]);
  });
});

const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }\n";
const two = new Uint8Array(Float64Array.of(1, 2, 3, Number.NaN).buffer);

describe("a faulty file ends in a sentence", () => {
  test.each([
    ["empty", "a.npy", new Uint8Array(), "The file is empty."],
    ["too large", "a.npy", new Uint8Array(MAX_FILE_BYTES + 1), `The file has ${MAX_FILE_BYTES + 1} bytes;`],
    ["not what its name says", "a.npy", ascii("1,2"), "does not begin as .npy files do"],
    ["cut off in its header", "a.npy", npy(header).subarray(0, 20), "cut off within its header"],
    ["cut off in its entries", "a.npy", npy(header, two.subarray(0, 31)), "need 32 bytes, and 31 are there"],
    ["not a number", "a.npy", npy(header, two), "The entry in row 2, column 2 of 2×2 is NaN"],
    ["of complex numbers", "a.npy", npy(header.replace("<f8", "<c16")), "The dtype is <c16"],
    [
      "structured",
      "a.npy",
      npy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (2,), }"),
      "no plain dtype",
    ],
    ["of one dimension", "a.npy", npy(header.replace("(2, 2)", "(4,)"), two), "The shape is (4); a matrix has two"],
    ["of 10⁹ entries", "a.npy", npy(header.replace("(2, 2)", "(31623, 31623)")), "from 1 to 4096"],
    ["of a side of 10¹⁸", "a.npy", npy(header.replace("(2, 2)", "(1, 1000000000000000000)")), "from 1 to 4096"],
    ["of no row", "a.npy", npy(header.replace("(2, 2)", "(0, 3)")), "from 1 to 4096"],
    ["of a type that names a method", "a.npy", npy(header.replace("<f8", "<constructor")), "The dtype is <constructor"],
    ["of an unknown version", "a.npy", npy(header, two, 9), "The .npy version is 9"],
    ["with a header of 60 kB", "a.npy", npy(`${header}${" ".repeat(60_000)}`, two), "The .npy header has"],
    ["ragged", "a.csv", ascii("1,2\n3\n"), "Row 2 has 1 entries; the rows before have 2."],
    ["with a word", "a.csv", ascii("1,2\n3,four\n"), "The cell in row 2, column 2 is “four”, no number."],
    ["with a hole", "a.csv", ascii("1,2\n3,\n"), "The cell in row 2, column 2 is empty."],
    ["with an infinity", "a.csv", ascii("1,inf\n"), "The entry in row 1, column 2 of 1×2 is NaN"],
    ["of words alone", "a.csv", ascii("x\n"), "“x”, no number"],
    ["of comments alone", "a.csv", ascii("# x\n"), "holds no numbers"],
    ["of other text", "a.csv", Uint8Array.of(0xff, 0xfe, 1), "nor UTF-8 text"],
    ["too wide", "a.csv", ascii("1,".repeat(5000)), "from 1 to 4096"],
    ["with a header longer than itself", "a.safetensors", safetensors({}).subarray(0, 9), "cut off within its header"],
    [
      "whose header claims 2⁶³ bytes",
      "a.safetensors",
      new Uint8Array(16).fill(0x7f),
      "bytes; at most 4194304 are read",
    ],
    ["of no JSON", "a.safetensors", safetensors("{x"), "no JSON object"],
    ["of nested JSON", "a.safetensors", safetensors("[".repeat(200_000)), "no JSON object"],
    ["of a JSON list", "a.safetensors", safetensors([1]), "no JSON object"],
    ["of no tensor", "a.safetensors", safetensors({ __metadata__: {} }), "names no tensor"],
    ["of a broken tensor", "a.safetensors", safetensors({ w: { dtype: "F32" } }), "The tensor w lacks"],
    [
      "whose tensor lies beyond its end",
      "a.safetensors",
      safetensors({ w: { dtype: "F32", shape: [1, 2], data_offsets: [0, 8] } }, new Uint8Array(7)),
      "w ends at 8 of 7 bytes",
    ],
    [
      "whose tensor has another size than its place",
      "a.safetensors",
      safetensors({ w: { dtype: "F32", shape: [1, 2], data_offsets: [0, 4e9] } }),
      "w is 1×2 of F32, 8 bytes, but its place has 4000000000",
    ],
    [
      "of an unknown dtype",
      "a.safetensors",
      safetensors({ w: { dtype: "__proto__", shape: [1, 2], data_offsets: [0, 8] } }, new Uint8Array(8)),
      "The dtype of w is __proto__",
    ],
  ] as const)("%s", (_, name, bytes, sentence) => {
    expect(() => first(name, bytes)).toThrow(FileFault);
    expect(() => first(name, bytes)).toThrow(sentence);
  });

  test("with names that are no UTF-8", () => {
    const bytes = safetensors('{"xx":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}', new Uint8Array(4));
    bytes[10] = 0xff;
    expect(() => first("a.safetensors", bytes)).toThrow("The header is not UTF-8.");
  });
});

test("10,000 mutated files end in a matrix or in a sentence, and none takes more than its size allows", () => {
  const draws = createDraws(7);
  const below = (n: number) => Math.floor(n * draws.uniform());
  const seen = { read: 0, fault: 0 };
  for (let round = 0; round < 10_000; round++) {
    const { name, bytes } = mutatedFile(written[round % written.length]!, below);
    try {
      const file = readFile(name, bytes);
      adapterPairs(file);
      for (const tensor of file.tensors) {
        const { rows, columns, data } = tensor.read();
        expect(rows * columns).toBe(data.length);
        expect(data.length).toBeLessThanOrEqual(bytes.length);
        expect(data.every(Number.isFinite)).toBe(true);
      }
      seen.read++;
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      expect(error.message).toMatch(/^[A-Z].{10,300}\.$/s);
      seen.fault++;
    }
  }
  expect(seen.read).toBeGreaterThan(1000);
  expect(seen.fault).toBeGreaterThan(1000);
});
