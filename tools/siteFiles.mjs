/**
 * Builds the service worker: its program with the list of every file of the build before it, and a version that changes when any of
 * them does. Runs when the site is written, so that nothing that is served is missing.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { minifySync, transformWithOxc } from "vite";
import { root } from "./files.mjs";

const source = "src/offline/serviceWorker.ts";
const fileName = "serviceWorker.js";

/**
 * The files of a built site, as addresses relative to it, and a version of their contents. The page is asked for by its folder: some
 * servers redirect from its name, and a redirected answer may not be kept.
 * @param {string} folder
 */
export function siteFiles(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    )
    .filter((name) => name !== fileName)
    .sort();
  const hash = createHash("sha256");
  for (const name of names) hash.update(name).update(readFileSync(join(folder, name)));
  return {
    version: hash.digest("hex").slice(0, 12),
    files: names.map((name) => (name === "index.html" ? "./" : name)),
  };
}

/** @returns {import("vite").Plugin} */
export function serviceWorker() {
  return {
    name: "service-worker",
    apply: "build",
    writeBundle: {
      order: "post",
      async handler({ dir }) {
        if (!dir) throw new Error("the site is built into a folder");
        const { code } = await transformWithOxc(readFileSync(join(root, source), "utf8"), source);
        const list = `const site = ${JSON.stringify(siteFiles(dir))};\n`;
        writeFileSync(join(dir, fileName), minifySync(fileName, list + code).code);
      },
    },
  };
}
