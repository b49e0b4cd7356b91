/** Runs TypeScript that shares modules with the page: bundles a file, so that Node runs what the page would, and calls its `main`. */
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { root } from "./files.mjs";

/**
 * The exit status that `main(root, options)` of `entry`, a path in the project, gives.
 * @param {string} entry @param {readonly string[]} options @returns {Promise<number>}
 */
export async function runBundled(entry, options) {
  const outDir = join(root, "node_modules/.cache/bundled", String(process.pid));
  try {
    await build({
      root,
      configFile: false,
      logLevel: "silent",
      publicDir: false,
      ssr: { noExternal: true, external: ["vite", "@playwright/test"] },
      build: { ssr: entry, outDir, target: "node20", minify: false },
    });
    /** @type {{ main(root: string, options: readonly string[]): Promise<number> }} */
    const { main } = await import(pathToFileURL(join(outDir, basename(entry).replace(/ts$/, "js"))).href);
    return await main(root, options);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
