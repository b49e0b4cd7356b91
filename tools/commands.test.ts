import { describe, expect, it } from "vitest";
import { findChromium } from "./chromium.mjs";
import { checks } from "./stages.mjs";
import { openerFor, parsePort } from "./start.mjs";
import { countPlaywright, countVitest } from "./test.mjs";

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
  it("counts skipped tests and files that could not be run as failed", () => {
    const report = {
      numPassedTests: 5,
      numTotalTests: 7,
      testResults: [
        { status: "passed", assertionResults: [{}] },
        { status: "failed", assertionResults: [] },
      ],
    };
    expect(countVitest(JSON.stringify(report))).toEqual({ passed: 5, failed: 3 });
  });

  it("counts skipped and flaky end-to-end tests as failed", () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 4, failed: 5 });
  });

  it("runs every check", () => {
    const known = ["lint", "types", "layers", "todos", "dead", "licences", "budgets"];
    expect(checks()).toEqual(known.map((name) => `check:${name}`));
  });
});
