import { describe, expect, it } from "vitest";
import { findChromium } from "./chromium.mjs";
import { readPlaywright, readVitest } from "./reports.mjs";
import { checks } from "./stages.mjs";
import { openerFor, parsePort } from "./start.mjs";

describe("npm start", () => {
  it("serves on 4173 unless PORT says otherwise, and refuses what is no port", () => {
    expect(parsePort(undefined)).toBe(4173);
    expect(parsePort("8080")).toBe(8080);
    for (const bad of ["0", "70000", "80.5", "http"]) expect(() => parsePort(bad)).toThrow(`PORT is ${bad}`);
  });

  it("opens a browser only where somebody sees it", () => {
    expect(openerFor("linux", { DISPLAY: ":0" }, true)).toBe("xdg-open");
    expect(openerFor("darwin", {}, true)).toBe("open");
    expect(openerFor("linux", {}, true)).toBeUndefined();
    expect(openerFor("darwin", { CI: "true" }, true)).toBeUndefined();
    expect(openerFor("darwin", {}, false)).toBeUndefined();
  });
});

describe("the browser finder", () => {
  it("takes CHROMIUM_PATH first, and says so when it leads nowhere", () => {
    expect(findChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
    expect(() => findChromium({ CHROMIUM_PATH: "/no/such/browser" })).toThrow("CHROMIUM_PATH is /no/such/browser");
  });
});

describe("npm test", () => {
  it("counts skipped tests and files that could not be run as failed, and names them", () => {
    const test = (fullName: string, status: string) => ({ fullName, status });
    const report = {
      numPassedTests: 1,
      testResults: [
        { name: "a.test.ts", status: "failed", assertionResults: [test("adds", "passed"), test("divides", "failed")] },
        { name: "b.test.ts", status: "passed", assertionResults: [test("waits", "skipped")] },
        { name: "c.test.ts", status: "failed", assertionResults: [] },
      ],
    };
    const failures = ["a.test.ts: divides", "b.test.ts: waits", "c.test.ts: could not be run"];
    expect(readVitest(JSON.stringify(report))).toEqual({ passed: 1, failed: 3, failures });
  });

  it("counts skipped and flaky end-to-end tests as failed, and names them", () => {
    const spec = (title: string, ...statuses: readonly string[]) => ({
      title,
      tests: statuses.map((status) => ({ projectName: "cpu", status })),
    });
    const inner = { title: "on a phone", specs: [spec("scrolls", "unexpected"), spec("zooms", "skipped", "skipped")] };
    const suites = [
      { title: "a.spec.ts", specs: [spec("plays", "expected"), spec("pauses", "flaky")], suites: [inner] },
    ];
    const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 2 };
    const report = { stats, suites, errors: [{ message: "no server" }] };
    const phone = ["scrolls (cpu, unexpected)", "zooms (cpu, skipped)", "zooms (cpu, skipped)"];
    expect(readPlaywright(JSON.stringify(report))).toEqual({
      passed: 1,
      failed: 5,
      failures: ["a.spec.ts: pauses (cpu, flaky)", ...phone.map((text) => `on a phone: ${text}`), "no server"],
    });
  });

  it("runs every check", () => {
    const known = ["lint", "types", "layers", "todos", "dead", "licences", "supply", "budgets"];
    expect(checks()).toEqual(known.map((name) => `check:${name}`));
  });
});
