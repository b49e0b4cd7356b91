/** Keeps small files of the user, so that a link which names one opens without asking for it. */
import type { FileReference, LaneConfig } from "../../lora/experiment";
import type { FileMatrices } from "../../lora/fileMatrices";
import { file as fileKind } from "../../permalink/kinds";
import type { FileStore } from "../fileStore";
import type { KeptDatabase } from "./database";
import { type KeptFile, parseFile, VERSION } from "./records";

/** Of one file's matrices; a matrix of 1024×1024 just fits. */
export const KEPT_FILE_BYTES = 8 * 2 ** 20;
/** The ones used last. */
export const KEPT_FILES = 8;

export interface FileKeeper {
  /** Gives the files store those files that the lanes name; false if there are none. */
  restore(lanes: readonly LaneConfig[]): Promise<boolean>;
  keep(reference: FileReference, matrices: FileMatrices): Promise<void>;
}

/** The same bytes are the same file, whatever its name. */
const keyOf = (reference: FileReference): string => fileKind.write({ ...reference, name: "file" });

export function createFileKeeper(files: FileStore, database: KeptDatabase, now: () => number): FileKeeper {
  /** Forgets all but the files used last. */
  async function prune(): Promise<void> {
    const used = [...(await database.read("files"))].map(([key, record]) => ({
      key,
      at: parseFile(record)?.file.updated ?? 0,
    }));
    const dropped = used.toSorted((a, b) => b.at - a.at).slice(KEPT_FILES);
    if (dropped.length > 0)
      await database.remove(
        "files",
        dropped.map(({ key }) => key),
      );
  }

  return {
    async restore(lanes) {
      const named = lanes.flatMap(({ targetFile, W0File, adapterFile }) => [targetFile, W0File, adapterFile]);
      let isFound = false;
      for (const reference of named) {
        if (reference === null) continue;
        const key = keyOf(reference);
        const kept = parseFile((await database.read("files", key)).get(key));
        if (!kept || keyOf(kept.reference) !== key) continue;
        files.restore(reference, kept.file.matrices);
        isFound = true;
      }
      return isFound;
    },
    async keep(reference, matrices) {
      const bytes = matrices.reduce((sum, { data }) => sum + data.byteLength, 0);
      if (bytes > KEPT_FILE_BYTES) return;
      const record: KeptFile = { version: VERSION, reference: fileKind.write(reference), matrices, updated: now() };
      await database.write("files", keyOf(reference), record);
      await prune();
    },
  };
}
