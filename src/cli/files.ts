/** The files that a link names, given by `--file`: found by their hash, whatever they are called. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ReadFile } from "../files/entries";
import { hashOf, previewFile } from "../files/preview";
import type { Experiment, FileReference } from "../lora/experiment";
import { type FileMatrices, withFiles } from "../lora/fileMatrices";

const referencesOf = ({ lanes }: Experiment): readonly FileReference[] =>
  lanes.flatMap(({ targetFile, W0File, adapterFile }) =>
    [targetFile, W0File, adapterFile].filter((each) => each !== null),
  );

/** The experiment with matrices in place of references. Throws an Error with one line for each that is missing or does not fit. */
export async function withGivenFiles(experiment: Experiment, paths: readonly string[]): Promise<Experiment> {
  const read = new Map<FileReference, ReadFile>();
  for (const path of paths) {
    const bytes = new Uint8Array(await readFile(path));
    const hash = hashOf(bytes);
    const wanted = referencesOf(experiment).filter((reference) => reference.hash === hash);
    if (wanted.length === 0) throw new Error(`--file: ${path} (SHA-256 ${hash}…) is not named by the link`);
    for (const reference of wanted) {
      read.set(reference, previewFile(basename(path), bytes, reference.tensor));
    }
  }
  const found = (reference: FileReference): FileMatrices | null => {
    const matrices = read.get(reference)?.selected.matrices;
    const expected = reference.rank === null ? 1 : 2;
    return matrices?.length === expected ? (matrices as FileMatrices) : null; // one or two, by the line's own test
  };
  const filled = experiment.lanes.map((lane) => withFiles(lane, found));
  const faults = [...new Set(filled.flatMap(({ faults: each }) => each))];
  if (faults.length > 0) throw new Error(faults.map((fault) => `--file: ${fault}`).join("\n"));
  return { ...experiment, lanes: filled.map(({ config }) => config) };
}
