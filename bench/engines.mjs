/** `npm run bench:engines`: bundles bench/engines.ts, so that Node runs what the page would, and calls its `main`. */
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const outDir = join(root, "node_modules/.cache/bench", String(process.pid));
try {
  await build({
    root,
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    ssr: { noExternal: true },
    build: { ssr: "bench/engines.ts", outDir, target: "node20", minify: false },
  });
  /** @type {{ main(folder: string): Promise<number> }} */
  const { main } = await import(pathToFileURL(join(outDir, "engines.js")).href);
  process.exitCode = await main(join(root, "bench"));
} finally {
  await rm(outDir, { recursive: true, force: true });
}
