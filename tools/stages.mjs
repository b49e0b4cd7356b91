/** Runs commands one after another and says how each ended: what `npm run check` and `npm test` share. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./files.mjs";

/** @typedef {{ name: string, passed: number, failed: number, seconds: number, failures: readonly string[] }} Stage */

/** npm scripts named `check:…`, in the order of package.json. */
export function checks() {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.keys(scripts).filter((name) => name.startsWith("check:"));
}

/**
 * Runs a command in the root, its output passed through. A command that cannot be started counts as failed.
 * @param {string} command @param {readonly string[]} options @param {Record<string, string>} environment
 */
export function run(command, options, environment = {}) {
  const start = performance.now();
  const { status, error } = spawnSync(command, options, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment },
    shell: process.platform === "win32",
  });
  if (error) process.stdout.write(`${command}: ${error.message}\n`);
  return { ok: status === 0, seconds: (performance.now() - start) / 1000 };
}

/** Every check, each counted as one test. @param {readonly string[]} names @returns {Stage[]} */
export function runChecks(names) {
  return names.map((name) => {
    const { ok, seconds } = run("npm", ["run", "--silent", name]);
    process.stdout.write(`${ok ? "ok  " : "FAIL"} ${name} (${seconds.toFixed(1)} s)\n`);
    return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, seconds, failures: ok ? [] : [name] };
  });
}
