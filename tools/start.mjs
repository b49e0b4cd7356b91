/** Builds the page and serves it on http://localhost:4173 (PORT overrides), and opens a browser where there is a screen. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The port to serve on. Throws if PORT is not one. @param {string | undefined} text */
export function parsePort(text) {
  if (text === undefined || text === "") return 4173;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new Error(`PORT is ${text}; it must be a whole number from 1 to 65535.`);
}

/**
 * The command that shows an address to the user, or undefined where nobody would see it.
 * @param {string} platform @param {Record<string, string | undefined>} environment @param {boolean} isTerminal
 */
export function openerFor(platform, environment, isTerminal) {
  if (environment.CI || !isTerminal) return undefined;
  if (platform === "darwin") return "open";
  if (platform === "win32") return "explorer";
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? "xdg-open" : undefined;
}

async function main() {
  const port = parsePort(process.env.PORT);
  await build({ root, logLevel: "warn" });
  const server = await preview({
    root,
    logLevel: "warn",
    preview: { port, strictPort: true, host: "localhost" },
  }).catch((error) => {
    if (!/in use|EADDRINUSE/.test(String(error))) throw error;
    throw new Error(`Port ${port} is in use; choose another one with PORT, for example PORT=${port + 1} npm start.`);
  });
  const address = `http://localhost:${port}/`;
  process.stdout.write(`LoRA descent is at ${address} (stop with Ctrl+C)\n`);
  const opener = openerFor(process.platform, process.env, process.stdout.isTTY);
  // A missing opener is no fault: the address is printed.
  if (opener)
    spawn(opener, [address], { stdio: "ignore", detached: true })
      .on("error", () => {})
      .unref();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close().finally(() => process.exit(0)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  });
}
