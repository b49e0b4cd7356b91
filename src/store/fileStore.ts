/** Matrices of the user's files: what links with references need to run. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { MAX_ENTRY_NAME, MAX_FILE_NAME, plainName, type ReadFile } from "../files/entries";
import type { Experiment, FileReference } from "../lora/experiment";
import { type FileMatrices, withFiles } from "../lora/fileMatrices";

export interface FileState {
  /** what the run on screen does without, one sentence each */
  readonly missing: readonly string[];
  /** the dialog that asks for a file: closed, open, or open with a file that was dropped */
  readonly asking: { readonly dropped: File | null } | null;
}

export interface FileStore extends StoreApi<FileState> {
  /** Keeps the entry that was read; returns how a link refers to it. */
  keep(file: ReadFile): FileReference;
  /** Takes back what an earlier visit kept: it is told to nobody. */
  restore(reference: FileReference, matrices: FileMatrices): void;
  /** Calls back with what is kept from now on. */
  onKept(listener: (reference: FileReference, matrices: FileMatrices) => void): void;
  /** The experiment with matrices in place of references; what is missing becomes the state. */
  fill(experiment: Experiment): Experiment;
  /** Opens the dialog, with a file if one was dropped. */
  ask(dropped?: File): void;
  close(): void;
}

/** Everything but the name, which the user may have changed. */
const keyOf = ({ hash, rows, columns, rank, tensor }: FileReference) => [hash, rows, columns, rank, tensor].join(" ");

export function createFileStore(): FileStore {
  const kept = new Map<string, FileMatrices>();
  const listeners = new Set<(reference: FileReference, matrices: FileMatrices) => void>();
  const store = createStore<FileState>(() => ({ missing: [], asking: null }));
  return Object.assign(store, {
    keep({ name, hash, selected }: ReadFile): FileReference {
      const { matrices } = selected;
      const [first, second] = matrices as FileMatrices; // one or two: so says the entry
      const reference: FileReference = {
        name: plainName(name, MAX_FILE_NAME),
        hash,
        rows: first.rows,
        columns: (second ?? first).columns,
        rank: second ? second.rows : null,
        tensor: plainName(selected.name, MAX_ENTRY_NAME),
      };
      kept.set(keyOf(reference), matrices as FileMatrices);
      for (const tell of listeners) tell(reference, matrices as FileMatrices);
      return reference;
    },
    restore: (reference: FileReference, matrices: FileMatrices) => {
      kept.set(keyOf(reference), matrices);
    },
    onKept: (listener: (reference: FileReference, matrices: FileMatrices) => void) => {
      listeners.add(listener);
    },
    ask: (dropped: File | null = null) => store.setState({ asking: { dropped } }),
    close: () => store.setState({ asking: null }),
    fill(experiment: Experiment): Experiment {
      const filled = experiment.lanes.map((lane) => withFiles(lane, (reference) => kept.get(keyOf(reference)) ?? null));
      const missing = [...new Set(filled.flatMap(({ faults }) => faults))];
      if (missing.join() !== store.getState().missing.join()) store.setState({ missing });
      return { ...experiment, lanes: filled.map(({ config }) => config) };
    },
  });
}
