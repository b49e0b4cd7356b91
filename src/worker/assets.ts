/** Data files beside the page, each fetched once. */
import type { Assets } from "../lora/types";
import { messageOf, RunFailure } from "./failure";

const files: Readonly<Record<keyof Assets, string>> = { digits: "digits.bin" };

/** `read` fetches the bytes at a URL. */
export function createAssetLoader(read: (url: string) => Promise<ArrayBuffer>) {
  const known = new Map<string, Promise<ArrayBuffer>>();

  async function load(name: keyof Assets, filesUrl: string): Promise<ArrayBuffer> {
    const url = new URL(files[name], filesUrl).href;
    const bytes = known.get(url) ?? read(url);
    known.set(url, bytes);
    try {
      return await bytes;
    } catch (error) {
      known.delete(url);
      throw new RunFailure(
        "data-missing",
        `the data file ${files[name]} could not be read: ${messageOf(error)}`,
        error,
      );
    }
  }

  return async (names: readonly (keyof Assets)[], filesUrl: string): Promise<Assets> =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await load(name, filesUrl)])));
}
