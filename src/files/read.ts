/** Which format a file has, and what it holds: matrices by name, and the pairs of factors of a PEFT adapter. */
import type { Matrix } from "../math/matrix";
import { parseCsv } from "./csv";
import { isNpy, parseNpy } from "./npy";
import { isSafetensors, parseSafetensors } from "./safetensors";
import { FileFault, type FileTensor, MAX_FILE_BYTES, type MatrixFile } from "./types";

/** Throws a FileFault: a sentence for the user. */
export function readFile(name: string, bytes: Uint8Array): MatrixFile {
  if (bytes.length === 0) throw new FileFault("The file is empty.");
  if (bytes.length > MAX_FILE_BYTES) {
    throw new FileFault(`The file has ${bytes.length} bytes; at most ${MAX_FILE_BYTES} are read.`);
  }
  if (isNpy(bytes)) return { format: "npy", tensors: [parseNpy(bytes)] };
  if (/\.npy$/i.test(name)) throw new FileFault("The file does not begin as .npy files do.");
  if (/\.safetensors$/i.test(name) || isSafetensors(bytes)) {
    return { format: "safetensors", tensors: parseSafetensors(bytes) };
  }
  return { format: "csv", tensors: [parseCsv(bytes)] };
}

/** lora_B (m×r) and lora_A (r×n) of one layer. */
export interface AdapterPair {
  /** what both names begin with */
  readonly name: string;
  readonly B: FileTensor;
  readonly A: FileTensor;
}

const factor = /^(.*)\.lora_([AB])(?:\.[^.]+)?\.weight$/;

/** The pairs whose shapes match, in the order of the file. */
export function adapterPairs({ tensors }: MatrixFile): readonly AdapterPair[] {
  const found = new Map<string, { A?: FileTensor; B?: FileTensor }>();
  for (const tensor of tensors) {
    const [, name, which] = factor.exec(tensor.name) ?? [];
    if (name === undefined) continue;
    found.set(name, { ...found.get(name), [which as "A" | "B"]: tensor }); // one of both: so says the pattern
  }
  return [...found].flatMap(([name, { A, B }]) => {
    const isPair = A && B && A.shape.length === 2 && B.shape.length === 2 && A.shape[0] === B.shape[1];
    return isPair ? [{ name, A, B }] : [];
  });
}

/** The factors; throws a FileFault. */
export function readPair({ A, B }: AdapterPair): { readonly B: Matrix; readonly A: Matrix } {
  return { B: B.read(), A: A.read() };
}
