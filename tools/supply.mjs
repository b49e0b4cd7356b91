/**
 * What the project is built from, off the lock file alone: every version exact, every package from the public registry and held by its
 * hash, none that has to run a script of its own to be installed, each licence on a list. `--audit` asks the registry for known
 * vulnerabilities, too, and says so if it does not answer: that is no check, since what it finds changes while nothing here does.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./files.mjs";
import { shippable } from "./licences.mjs";

/** Licences that tools may have besides: nothing of them reaches the site. */
const toolLicences = [...shippable, "MPL-2.0", "BlueOak-1.0.0", "MIT OR Apache-2.0"];

/**
 * @typedef {{ version?: string, resolved?: string, integrity?: string, license?: string, optional?: boolean, os?: string[],
 *   cpu?: string[], hasInstallScript?: boolean }} Locked
 */

/** A binary for another system, which the registry that locked it did not have: pinned by its version alone. @param {Locked} entry */
const isElsewhere = ({ integrity, optional, os, cpu }) => !integrity && Boolean(optional && (os || cpu));

/**
 * @param {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} manifest
 * @param {Record<string, Locked>} packages of the lock file
 */
export function supplyFaults(manifest, packages) {
  const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const faults = asked
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: ${version} is no exact version`);
  for (const [path, entry] of Object.entries(packages)) {
    if (path === "" || isElsewhere(entry)) continue;
    const { resolved, integrity, license, hasInstallScript } = entry;
    if (!/^sha512-/.test(integrity ?? "")) faults.push(`${path}: no hash`);
    if (resolved && !resolved.startsWith("https://registry.npmjs.org/")) faults.push(`${path}: comes from ${resolved}`);
    if (hasInstallScript) faults.push(`${path}: has to run a script to be installed`);
    if (!toolLicences.includes(license ?? "none")) faults.push(`${path}: licence ${license ?? "none"}`);
  }
  return faults;
}

/** What `npm audit --json` says, in a sentence; 0 if nothing is known against the packages. @param {string} text */
export function auditOutcome(text) {
  /** @type {{ vulnerabilities?: Record<string, { severity: string, range: string }>, message?: string }} */
  let report = {};
  try {
    report = JSON.parse(text);
  } catch {
    // no report
  }
  if (!report.vulnerabilities)
    return { status: 2, text: `not audited: ${report.message ?? "the registry gave no report"}` };
  const found = Object.entries(report.vulnerabilities).map(
    ([name, { severity, range }]) => `${severity}: ${name} ${range}`,
  );
  return found.length > 0 ? { status: 1, text: found.join("\n") } : { status: 0, text: "no known vulnerabilities" };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, name), "utf8"));
  const { packages } = read("package-lock.json");
  const faults = supplyFaults(read("package.json"), packages);
  const elsewhere = Object.values(packages).filter(isElsewhere).length;
  const count = `${Object.keys(packages).length - 1} packages, ${elsewhere} of them binaries for other systems without a hash`;
  process.stdout.write(`${[...faults, `${count}, ${faults.length} faults`].join("\n")}\n`);
  if (faults.length > 0) process.exitCode = 1;
  else if (process.argv.includes("--audit")) {
    const options = { encoding: /** @type {const} */ ("utf8"), cwd: root, shell: process.platform === "win32" };
    const { status, text } = auditOutcome(spawnSync("npm", ["audit", "--json"], options).stdout);
    process.stdout.write(`${text}\n`);
    process.exitCode = status;
  }
}
