/**
 * The Chromium that tests run in: CHROMIUM_PATH, then Playwright's own, then the system's; if there is none, Playwright is asked
 * to install one, then on Debian as root apt-get. Run by itself it prints the path.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Where installers put a browser without adding it to the path. */
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser that is already here, or undefined. Throws if CHROMIUM_PATH leads to nothing that can be run. */
export function findChromium(environment = process.env) {
  const given = environment.CHROMIUM_PATH;
  if (given) {
    if (!isExecutable(given)) throw new Error(`CHROMIUM_PATH is ${given}, which is not an executable file.`);
    return given;
  }
  const onPath = (environment.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [chromium.executablePath(), ...onPath, ...elsewhere].find((path) => path && isExecutable(path));
}

/** @param {string} command @param {readonly string[]} options */
function run(command, options) {
  // Its output is progress, not the result: the path alone belongs on standard output.
  return spawnSync(command, options, { stdio: ["ignore", 2, 2] }).status === 0;
}

/** The path of a browser, installed if need be. Throws an Error that says in one sentence what to do. */
export function ensureChromium() {
  const here = findChromium();
  if (here) return here;
  process.stderr.write("No Chromium found; installing one.\n");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  run(process.execPath, [cli, "install", "--with-deps", "chromium"]);
  const isDebianRoot = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (!findChromium() && isDebianRoot) run("apt-get", ["update"]) && run("apt-get", ["install", "-y", "chromium"]);
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    "The tests need a Chromium, and none could be found or installed: install chromium or google-chrome, or set CHROMIUM_PATH to one.",
  );
}

/** What every launch passes: nothing but the page talks to a network. As root Chromium's sandbox cannot start. */
export const launchArguments = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** Flags that leave headless Chromium with one kind of device: a software WebGPU adapter, WebGL2 alone, or neither. */
export const deviceArguments = {
  webgpu: ["--enable-unsafe-webgpu"],
  webgl: [],
  cpu: ["--disable-gpu", "--disable-software-rasterizer"],
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${ensureChromium()}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
