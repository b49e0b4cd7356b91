/** Reads what test runners write of a run: how many tests passed, how many did not, and which. */

/** @typedef {{ passed: number, failed: number, failures: readonly string[] }} Report */
/** @typedef {{ name: string, status: string, assertionResults: { status: string, fullName: string }[] }} VitestFile */
/** @typedef {{ title: string, tests: { projectName: string, status: string }[] }} PlaywrightSpec */
/** @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite */

/** Vitest's JSON report; a file that could not be run is one failure. @param {string} text @returns {Report} */
export function readVitest(text) {
  const report = JSON.parse(text);
  /** @type {string[]} */
  const failures = report.testResults.flatMap((/** @type {VitestFile} */ { name, status, assertionResults }) => {
    if (status === "failed" && assertionResults.length === 0) return [`${name}: could not be run`];
    return assertionResults.filter((test) => test.status !== "passed").map((test) => `${name}: ${test.fullName}`);
  });
  return { passed: report.numPassedTests, failed: failures.length, failures };
}

/** Playwright's JSON report; a flaky test passed on a second try: not good enough. @param {string} text @returns {Report} */
export function readPlaywright(text) {
  const { stats, errors, suites } = JSON.parse(text);
  /** @param {PlaywrightSuite} suite @returns {string[]} */
  const failuresOf = ({ title, specs = [], suites: inner = [] }) => [
    ...specs.flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status !== "expected")
        .map(({ projectName, status }) => `${title}: ${spec.title} (${projectName}, ${status})`),
    ),
    ...inner.flatMap(failuresOf),
  ];
  const broken = errors.map(
    (/** @type {{ message?: string }} */ { message }) => message ?? "an error outside of tests",
  );
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length;
  return { passed: stats.expected, failed, failures: [...suites.flatMap(failuresOf), ...broken] };
}
