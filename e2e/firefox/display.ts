/** An X server in memory, on which a browser draws with the software driver: without one Firefox has no WebGL. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface Display {
  /** what DISPLAY is to be; null where there is no X server */
  readonly name: string | null;
  close(): void;
}

/** The display of this session, else one of its own. */
export async function openDisplay(): Promise<Display> {
  const given = process.env.DISPLAY;
  if (given || process.platform !== "linux") return { name: given ?? null, close: () => {} };
  // It chooses a free number and writes it to the descriptor that is named.
  const options = ["-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"];
  const server = spawn("Xvfb", options, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const absent = new Promise<null>((resolve) => {
    server.once("error", () => resolve(null));
    server.once("exit", () => resolve(null));
  });
  // Descriptor 3 is a pipe that we read.
  const number = createInterface({ input: server.stdio[3] as Readable })
    [Symbol.asyncIterator]()
    .next();
  const first = await Promise.race([number, absent]);
  return { name: first?.value ? `:${first.value}` : null, close: () => void server.kill() };
}
