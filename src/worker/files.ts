/** Files of the user: read here, since a large one would stop the page; nothing of them is kept or sent anywhere else. */
import type { ToWorker } from "../protocol/messages";
import type { WorkerEnvironment } from "./environment";

type ParseFile = Extract<ToWorker, { readonly type: "parseFile" }>;

/** Answers with what the file holds, or with the sentence that says what is wrong with it. */
export async function parseFile(
  { id, name, bytes, select }: ParseFile,
  { loadFileReader, post }: Pick<WorkerEnvironment, "loadFileReader" | "post">,
): Promise<void> {
  try {
    const readFile = await loadFileReader();
    const file = readFile(name, new Uint8Array(bytes), select);
    post(
      { type: "file", id, result: { file } },
      file.selected.matrices.map(({ data }) => data.buffer),
    );
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    post({ type: "file", id, result: { fault } }, []);
  }
}
