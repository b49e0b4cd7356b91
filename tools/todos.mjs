/** No TODO without an issue number: `TODO(#12)`. Biome's plugins cannot see comments, hence this check. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { filesUnder, root } from "./files.mjs";

/** @param {string} text @returns {number[]} line numbers, from 1 */
export function bareTodos(text) {
  return text.split("\n").flatMap((line, i) => (/\b(TODO|FIXME|XXX)\b(?!\(#\d+\))/.test(line) ? [i + 1] : []));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = ["src", "tools", "e2e", "bench", "faults", "public"]
    .flatMap((folder) => filesUnder(folder, /\.(m?[jt]sx?|css|grit)$/))
    .filter((path) => !/^tools\/(todos\.mjs|checks\.test\.ts)$/.test(path));
  const found = files.flatMap((path) =>
    bareTodos(readFileSync(join(root, path), "utf8")).map((line) => `${path}:${line}: TODO needs an issue number`),
  );
  process.stdout.write(`${[...found, `${files.length} files read`].join("\n")}\n`);
  process.exitCode = found.length > 0 || files.length === 0 ? 1 : 0;
}
