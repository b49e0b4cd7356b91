/** `node bench/run.mjs NAME`: bundles bench/NAME.ts, so that Node runs what the page would, and calls its `main`. */
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [name = "", ...options] = process.argv.slice(2);
const outDir = join(root, "node_modules/.cache/bench", String(process.pid));
try {
  await build({
    root,
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    ssr: { noExternal: true, external: ["vite", "@playwright/test"] },
    build: { ssr: `bench/${name}.ts`, outDir, target: "node20", minify: false },
  });
  /** @type {{ main(root: string, options: readonly string[]): Promise<number> }} */
  const { main } = await import(pathToFileURL(join(outDir, `${name}.js`)).href);
  process.exitCode = await main(root, options);
} finally {
  await rm(outDir, { recursive: true, force: true });
}
