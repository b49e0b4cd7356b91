import { defineConfig } from "@playwright/test";
import { deviceArguments, ensureChromium, launchArguments } from "./tools/chromium.mjs";
import { findFirefox } from "./tools/firefox.mjs";

const port = 4417;
const executablePath = ensureChromium();

const launch = (device: keyof typeof deviceArguments) => ({
  launchOptions: { executablePath, args: [...launchArguments, ...deviceArguments[device]] },
});

/**
 * Promises that depend on what computes; the others are the same on every device and are kept once. What an engine holds after many
 * restarts is counted where it can be: src/engine/run.browser.test.ts.
 */
const deviceSpecs = /(opens|engines|digits|ledgerEngines|faults)\.spec\.ts/;

/** Firefox is driven by a client of our own (e2e/firefox): Playwright's needs a build of its own. */
const firefoxSpecs = /firefox\/.*\.spec\.ts/;
// Node 20 has WebSocket behind this flag; workers inherit it.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --experimental-websocket`;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"], ["json", { outputFile: ".cache/e2e.json" }]],
  use: {
    baseURL: `http://localhost:${port}/`,
    // Each test is a first visit, which would fetch and keep the whole site; offline.spec.ts lets it.
    serviceWorkers: "block",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "webgpu", testMatch: deviceSpecs, use: launch("webgpu") },
    { name: "webgl", testMatch: deviceSpecs, use: launch("webgl") },
    { name: "cpu", testIgnore: firefoxSpecs, use: launch("cpu") },
    ...(findFirefox() ? [{ name: "firefox", testMatch: firefoxSpecs, fullyParallel: false }] : []),
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
