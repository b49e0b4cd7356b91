/**
 * `npm run -s simulate -- "<link>"`: builds src/cli/main.ts once for each state of the sources and calls its `main`.
 * Safe when several run at once: each builds into a folder of its own, and the first to finish gives it its final name.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, "node_modules/.cache/simulate");

/** Names the state of everything that the build can read. */
function fingerprint() {
  const hash = createHash("sha256");
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.(test|fixtures)\.ts$/.test(file))
    .map((file) => join("src", file));
  for (const file of [...files, "package-lock.json", "tools/simulate.mjs"].sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} folder */
async function build(folder) {
  const vite = await import("vite");
  await mkdir(cache, { recursive: true });
  const own = await mkdtemp(join(cache, "building-"));
  try {
    await vite.build({
      root,
      configFile: false,
      logLevel: "silent",
      publicDir: false,
      ssr: { noExternal: true },
      build: { ssr: "src/cli/main.ts", outDir: own, target: "node20", minify: false, emptyOutDir: true },
    });
    await rename(own, folder);
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    // Another run of the same sources was faster.
    if (!existsSync(join(folder, "main.js"))) throw error;
  }
}

const folder = join(cache, fingerprint());
if (!existsSync(join(folder, "main.js"))) await build(folder);
/** @type {{ main(args: readonly string[], terminal: object): Promise<number> }} */
const { main } = await import(pathToFileURL(join(folder, "main.js")).href);
process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  dataFolder: join(root, "public"),
  now: () => performance.now(),
});
