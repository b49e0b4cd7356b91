/**
 * librsvg's rsvg-convert, a renderer of SVG that shares nothing with a browser: found on the path, else installed by apt-get on Debian
 * as root.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";

const isThere = () => spawnSync("rsvg-convert", ["--version"]).status === 0;

/** The command; throws an Error that says in one sentence what to do where there is none. */
export function ensureRsvg() {
  if (!isThere() && existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    for (const options of [["update"], ["install", "-y", "librsvg2-bin"]])
      spawnSync("apt-get", options, { stdio: ["ignore", 2, 2] });
  }
  if (isThere()) return "rsvg-convert";
  throw new Error(
    "The tests of exported figures need rsvg-convert, and it could not be installed: install librsvg2-bin (Debian), librsvg (Homebrew) or the like.",
  );
}

/** An SVG as a PNG, at its own size. @param {string} svg @returns {Buffer} */
export function renderSvg(svg) {
  const { status, stdout, stderr } = spawnSync(ensureRsvg(), ["--format", "png"], { input: svg, maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`rsvg-convert: ${stderr}`);
  return stdout;
}
