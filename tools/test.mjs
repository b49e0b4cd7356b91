/**
 * `npm test`: checks, unit tests, conformance of the engines in Chromium, end-to-end tests on the built site. Every stage runs; a
 * skipped test, and a stage that ends without a report, count as failed. The last line is `N passed, N failed`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium.mjs";
import { root } from "./files.mjs";
import { checks, run, runChecks } from "./stages.mjs";

/** @typedef {import("./stages.mjs").Stage} Stage */
/** @typedef {{ passed: number, failed: number }} Counts */

/** Counts in Vitest's JSON report; a file that could not be run counts as one failure. @param {string} text @returns {Counts} */
export function countVitest(text) {
  const report = JSON.parse(text);
  const broken = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === "failed" && file.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests + broken.length };
}

/** Counts in Playwright's JSON report. @param {string} text @returns {Counts} */
export function countPlaywright(text) {
  const { stats, errors } = JSON.parse(text);
  // A flaky test passed on a second try: not good enough to call it passed.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}

/**
 * A stage whose counts come from a report; a report without tests, or none at all, is a failure.
 * @param {string} name @param {readonly string[]} command @param {string} report
 * @param {(text: string) => Counts} count @param {Record<string, string>} environment @returns {Stage}
 */
function reported(name, [command = "", ...options], report, count, environment) {
  const path = join(root, report);
  rmSync(path, { force: true });
  process.stdout.write(`\n== ${name}\n`);
  const { ok, seconds } = run(command, options, environment);
  const { passed, failed } = existsSync(path) ? count(readFileSync(path, "utf8")) : { passed: 0, failed: 0 };
  // An exit status without a failed test (a crash, an unhandled error) must not be lost.
  return { name, passed, failed: failed > 0 ? failed : ok && passed > 0 ? 0 : 1, seconds };
}

/** @returns {Stage[]} */
function stages() {
  const chromium = { CHROMIUM_PATH: ensureChromium() };
  mkdirSync(join(root, ".cache"), { recursive: true });
  const vitest = (/** @type {string} */ project) => {
    const report = `.cache/${project}.json`;
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const command = ["npx", "--no-install", "vitest", "run", "--project", project, ...reporters];
    return reported(project === "node" ? "unit" : "conformance", command, report, countVitest, chromium);
  };
  process.stdout.write("== check\n");
  return [
    ...runChecks(checks()),
    vitest("node"),
    vitest("browser"),
    reported("e2e", ["npx", "--no-install", "playwright", "test"], ".cache/e2e.json", countPlaywright, chromium),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  /** @type {Stage[]} */
  let all = [];
  try {
    all = stages();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    all = [{ name: "setup", passed: 0, failed: 1, seconds: 0 }];
  }
  process.stdout.write("\n");
  for (const { name, passed, failed, seconds } of all) {
    process.stdout.write(
      `${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s  ${passed} passed, ${failed} failed\n`,
    );
  }
  const total = (/** @type {"passed" | "failed"} */ key) => all.reduce((sum, stage) => sum + stage[key], 0);
  process.exitCode = total("failed") > 0 ? 1 : 0;
  process.stdout.write(`${total("passed")} passed, ${total("failed")} failed\n`);
}
