/** Files as NumPy and others write them (`files.fixtures.json`), and the same with their bytes changed. */

export interface WrittenFile {
  readonly name: string;
  readonly base64: string;
  readonly tensor: string | null;
  readonly rows: readonly (readonly number[])[];
}

export const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** One to four changes: a byte, a digit of the header, an end cut off, a piece twice. `below(n)` draws one of 0 … n − 1. */
export function mutatedFile({ name, base64 }: WrittenFile, below: (n: number) => number) {
  let bytes = new Uint8Array(Buffer.from(base64, "base64"));
  for (let change = 1 + below(4); change > 0; change--) {
    const at = below(bytes.length);
    const kind = below(4);
    if (kind === 0) bytes[at] = below(256);
    else if (kind === 1) bytes[(at % 128) % bytes.length] = 0x30 + below(10);
    else if (kind === 2 && bytes.length > 1) bytes = bytes.slice(0, 1 + below(bytes.length - 1));
    else bytes = joined(bytes.subarray(0, at), bytes.subarray(at >> 1));
  }
  return { name, bytes };
}
