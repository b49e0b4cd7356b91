/**
 * The Firefox that a few end-to-end tests run in, beside Chromium: FIREFOX_PATH, else the system's; on Debian as root apt-get
 * installs Firefox ESR, with what it needs to render in software where there is no GPU: a Vulkan driver for WebGPU, and an X server
 * in memory with OpenGL for WebGL.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["firefox-esr", "firefox"];
const elsewhere = [
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
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

/** A Firefox that is already here, or undefined. */
export function findFirefox(environment = process.env) {
  const onPath = (environment.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [environment.FIREFOX_PATH, ...onPath, ...elsewhere].find((path) => path && isExecutable(path));
}

/** The path of a Firefox, installed if that is possible; undefined if there is none. */
export function ensureFirefox() {
  const here = findFirefox();
  const isDebianRoot = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (here || !isDebianRoot) return here;
  process.stderr.write("No Firefox found; installing one.\n");
  const packages = ["firefox-esr", "mesa-vulkan-drivers", "libgl1", "libgl1-mesa-dri", "xvfb"];
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  for (const options of [["update"], install]) {
    if (spawnSync("apt-get", options, { stdio: ["ignore", 2, 2] }).status !== 0) return undefined;
  }
  return findFirefox();
}
