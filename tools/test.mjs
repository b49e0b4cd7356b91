/**
 * `npm test`: checks, unit tests, conformance of the engines in Chromium, end-to-end tests on the built site, a few of them in
 * Firefox too. Every stage runs; a skipped test, and a stage that ends without a report, count as failed. Without a Firefox its
 * tests are left out, and the line before the last says so. The last line is `N passed, N failed`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium.mjs";
import { root } from "./files.mjs";
import { ensureFirefox, findFirefox } from "./firefox.mjs";
import { readPlaywright, readVitest } from "./reports.mjs";
import { checks, run, runChecks } from "./stages.mjs";

/** @typedef {import("./stages.mjs").Stage} Stage */
/** @typedef {import("./reports.mjs").Report} Report */

/**
 * A stage whose counts come from a report; a report without tests, or none at all, is a failure.
 * @param {string} name @param {readonly string[]} command @param {string} report
 * @param {(text: string) => Report} read @param {Record<string, string>} environment @returns {Stage}
 */
function reported(name, [command = "", ...options], report, read, environment) {
  const path = join(root, report);
  rmSync(path, { force: true });
  process.stdout.write(`\n== ${name}\n`);
  const { ok, seconds } = run(command, options, environment);
  const { passed, failed, failures } = existsSync(path)
    ? read(readFileSync(path, "utf8"))
    : { passed: 0, failed: 0, failures: [] };
  // An exit status without a failed test (a crash, an unhandled error) must not be lost.
  return { name, passed, failed: failed > 0 ? failed : ok && passed > 0 ? 0 : 1, seconds, failures };
}

/** @returns {Stage[]} */
function stages() {
  const chromium = { CHROMIUM_PATH: ensureChromium() };
  ensureFirefox();
  mkdirSync(join(root, ".cache"), { recursive: true });
  const vitest = (/** @type {string} */ project) => {
    const report = `.cache/${project}.json`;
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const command = ["npx", "--no-install", "vitest", "run", "--project", project, ...reporters];
    return reported(project === "node" ? "unit" : "conformance", command, report, readVitest, chromium);
  };
  process.stdout.write("== check\n");
  return [
    ...runChecks(checks()),
    vitest("node"),
    vitest("browser"),
    reported("e2e", ["npx", "--no-install", "playwright", "test"], ".cache/e2e.json", readPlaywright, chromium),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  /** @type {Stage[]} */
  let all = [];
  try {
    all = stages();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    all = [{ name: "setup", passed: 0, failed: 1, seconds: 0, failures: [] }];
  }
  process.stdout.write("\n");
  for (const { name, passed, failed, seconds } of all) {
    process.stdout.write(
      `${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s  ${passed} passed, ${failed} failed\n`,
    );
  }
  // Last, where they are read first: a log may be cut.
  for (const failure of all.flatMap(({ failures }) => failures)) process.stdout.write(`FAIL ${failure}\n`);
  if (!findFirefox()) {
    process.stdout.write(
      "SKIPPED the tests in Firefox: none is here and none could be installed (FIREFOX_PATH names one)\n",
    );
  }
  const total = (/** @type {"passed" | "failed"} */ key) => all.reduce((sum, stage) => sum + stage[key], 0);
  process.exitCode = total("failed") > 0 ? 1 : 0;
  process.stdout.write(`${total("passed")} passed, ${total("failed")} failed\n`);
}
