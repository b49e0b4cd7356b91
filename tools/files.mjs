/** The project's own text files: what checks on text look at. */
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const skipped = new Set(["node_modules", "dist", ".cache", ".git", "test-results", "playwright-report"]);

/**
 * Files under `folder` whose name matches, relative to the root, with forward slashes.
 * @param {string} folder @param {RegExp} name @returns {string[]}
 */
export function filesUnder(folder, name) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path, name);
    return name.test(entry.name) ? [relative(".", path).split(sep).join("/")] : [];
  });
}
